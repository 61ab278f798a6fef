using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Actors.Hosting.Options;
using Actors.Server.Commands;

namespace Actors.Server.Tests.Options;

/// <summary>What deploy/ and the documentation say of commands, settings and exit codes is what the program has.</summary>
public sealed partial class DeployTests
{
    private const int Milliseconds = 1_000;

    private static readonly string[] Environment = [.. ServerSettings.All.Select(setting => setting.Environment)];

    private static readonly int[] ExitStatuses =
        [.. typeof(ExitCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(code => (int)code.GetValue(null)!)];

    [Theory]
    [InlineData("deploy/actors.service")]
    [InlineData("deploy/container.props")]
    [InlineData("deploy/README.md")]
    [InlineData("docs/operations.md")]
    public void Every_variable_that_is_named_is_a_setting(string file)
    {
        string[] named = [.. Variable().Matches(Read(file)).Select(match => match.Value).Distinct()];
        named.ShouldNotBeEmpty();
        named.Except(Environment).ShouldBeEmpty(file);
    }

    [Fact]
    public void The_service_runs_the_program_with_a_command_it_has_on_a_folder_it_may_write()
    {
        ILookup<string, string> unit = Unit();
        string[] start = unit["ExecStart"].Single().Split(' ');
        start[0].ShouldBe("/usr/bin/dotnet");
        Path.GetFileName(start[1]).ShouldBe($"{typeof(ServeCommand).Assembly.GetName().Name}.dll");
        start[2].ShouldBe(ServeCommand.Make().Name);
        start.Skip(3).Where(word => word.StartsWith('-')).Except(ServeCommand.Make().Options.Select(option => option.Name)).ShouldBeEmpty();
        string state = $"/var/lib/{unit["StateDirectory"].Single()}";
        unit["WorkingDirectory"].Single().ShouldBe(state);
        unit["Environment"].Single(variable => variable.StartsWith("ACTORS_DATA=", StringComparison.Ordinal)).ShouldStartWith($"ACTORS_DATA={state}/");
        // The README's steps put the program and its user where the unit looks for them.
        string steps = Read("deploy/README.md");
        steps.ShouldContain($"-o {Path.GetDirectoryName(start[1])}\n");
        steps.ShouldContain($"--home-dir {state} ");
        steps.ShouldContain($" {unit["User"].Single()}\n");
    }

    [Fact]
    public void The_service_gives_up_only_where_trying_again_cannot_help()
    {
        int[] final = [.. Unit()["RestartPreventExitStatus"].Single().Split(' ').Select(int.Parse)];
        final.Except(ExitStatuses).ShouldBeEmpty();
        final.ShouldBe([ExitCodes.Usage, ExitCodes.Invalid, ExitCodes.FolderInUse]);
    }

    [Fact]
    public void The_container_listens_where_its_port_is_and_runs_a_command_it_has()
    {
        XElement props = XDocument.Parse(Read("deploy/container.props")).Root!;
        string Variable(string name) => (string)props.Descendants("ContainerEnvironmentVariable")
            .Single(variable => (string?)variable.Attribute("Include") == name).Attribute("Value")!;
        new Uri(Variable("ACTORS_URLS")).Port.ShouldBe((int)props.Descendants("ContainerPort").Single().Attribute("Include")!);
        ((string?)props.Descendants("ContainerDefaultArgs").Single().Attribute("Include")).ShouldBe(ServeCommand.Make().Name);
        // What the README mounts holds the data folder.
        string mounted = Mount().Match(Read("deploy/README.md")).Groups["place"].Value;
        Variable("ACTORS_DATA").ShouldStartWith($"{mounted}/");
    }

    [Fact]
    public void The_documentation_names_every_option_and_every_exit_code()
    {
        string operations = Read("docs/operations.md");
        string[] options = [.. Row().Matches(operations).Select(match => match.Groups["option"].Value)];
        options.ShouldBe(ServerSettings.All.Select(setting => setting.Option.Name), ignoreOrder: true);
        int[] codes = [.. Code().Matches(operations).Select(match => int.Parse(match.Groups["code"].Value))];
        codes.ShouldBe(ExitStatuses, ignoreOrder: true);
    }

    /// <summary>The unit's assignments, by name.</summary>
    private static ILookup<string, string> Unit() => Read("deploy/actors.service").Split('\n')
        .Where(line => line.Contains('=') && !line.StartsWith('#'))
        .Select(line => line.Split('=', 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static string Read(string file)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Actors.sln")))
            {
                return File.ReadAllText(Path.Combine(at.FullName, file)).ReplaceLineEndings("\n");
            }
        }
        throw new InvalidOperationException("These tests run in the checkout: no Actors.sln above the test binary.");
    }

    [GeneratedRegex("ACTORS_[A-Z_]+", RegexOptions.None, Milliseconds)]
    private static partial Regex Variable();

    [GeneratedRegex(@"-v \S+?:(?<place>\S+)", RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Mount();

    [GeneratedRegex(@"^\| `(?<option>--[a-z-]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Milliseconds)]
    private static partial Regex Code();
}
