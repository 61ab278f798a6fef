using System.Text.RegularExpressions;

namespace Actors.Architecture.Tests;

/// <summary>Everything has its room, and nothing lies about that nobody uses.</summary>
public sealed partial class LayoutTests
{
    private static readonly string[] Folders = [".ci", "dashboard", "deploy", "docs", "src", "tests"];

    private static readonly string[] RootFiles =
    [
        ".dockerignore", ".editorconfig", ".gitattributes", ".gitignore", "Actors.Cluster.sln", "Actors.sln", "CHANGELOG.md",
        "Cluster.props", "Directory.Build.props", "Directory.Packages.props", "LICENSE", "README.md", "global.json",
    ];

    [Fact]
    public void The_top_of_the_tree_is_as_the_design_draws_it()
    {
        ILookup<bool, string[]> paths =
            Repository.Files.Select(file => file.Split('/')).ToLookup(path => path.Length > 1);
        paths[true].Select(path => path[0]).Except(Folders).ShouldBeEmpty();
        paths[false].Select(path => path[0]).Except(RootFiles).ShouldBeEmpty();
    }

    [Fact]
    public void Every_source_file_belongs_to_a_project() =>
        Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => !Project.All.Any(project => file.StartsWith(project.Folder + "/", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void No_file_is_empty() =>
        Repository.Files.Where(file => new FileInfo(Repository.Full(file)).Length == 0).ShouldBeEmpty();

    [Fact]
    public void A_namespace_is_the_folder_or_one_above_it()
    {
        foreach (Project project in Project.Source)
        {
            foreach (string file in Repository.Sources(project.Folder))
            {
                string folder = file[project.Folder.Length..file.LastIndexOf('/')].Replace('/', '.');
                if (Namespace().Match(Repository.Text(file)) is { Success: true } found)
                {
                    (project.Name + folder).ShouldStartWith(found.Groups["name"].Value, customMessage: file);
                }
            }
        }
    }

    [Fact]
    public void Every_module_of_the_dashboard_is_imported()
    {
        string[] files =
            [.. Repository.TextFiles.Where(file => file.StartsWith("dashboard/", StringComparison.Ordinal))];
        string everything = string.Join('\n', files.Select(Repository.Text));
        foreach (string module in files.Where(file => Module().IsMatch(file)))
        {
            bool component = Path.GetExtension(module) == ".svelte";
            string name = component ? Path.GetFileName(module) : Path.GetFileNameWithoutExtension(module);
            string import = $@"[/'""]{Regex.Escape(name)}(\.ts|\.js)?['""?]";
            Regex.IsMatch(everything, import, RegexOptions.None, TimeSpan.FromSeconds(10))
                .ShouldBeTrue($"{module} is imported by nobody");
        }
    }

    /// <summary>Sources of the dashboard, but for declarations of types, which the compiler finds by itself.</summary>
    [GeneratedRegex(@"^dashboard/src/.*(?<!\.d)\.(ts|svelte)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Module();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
