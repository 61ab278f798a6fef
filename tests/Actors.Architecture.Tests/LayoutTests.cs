using System.Text.RegularExpressions;

namespace Actors.Architecture.Tests;

/// <summary>Everything has its room, and nothing lies about that nobody uses.</summary>
public sealed partial class LayoutTests
{
    private static readonly string[] Folders = [".ci", "dashboard", "deploy", "docs", "src", "tests"];

    private static readonly string[] RootFiles =
    [
        ".dockerignore", ".editorconfig", ".gitattributes", ".gitignore", "Actors.sln", "CHANGELOG.md", "Directory.Build.props",
        "Directory.Packages.props", "LICENSE", "README.md", "global.json",
    ];

    [Fact]
    public void The_top_of_the_tree_is_as_the_design_draws_it()
    {
        string[] folders = [.. Repository.Files.Where(f => f.Contains('/', StringComparison.Ordinal)).Select(f => f.Split('/')[0]).Distinct()];
        folders.Except(Folders).ShouldBeEmpty();
        Repository.Files.Where(f => !f.Contains('/', StringComparison.Ordinal)).Except(RootFiles).ShouldBeEmpty();
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
                string folder = Path.GetDirectoryName(file)!.Replace('\\', '/')[project.Folder.Length..].Replace('/', '.');
                string? space = Namespace().Match(Repository.Text(file)) is { Success: true } found ? found.Groups["name"].Value : null;
                if (space is not null)
                {
                    (project.Name + folder).ShouldStartWith(space, customMessage: file);
                }
            }
        }
    }

    [Fact]
    public void Every_module_of_the_dashboard_is_imported()
    {
        string[] modules = [.. Repository.Files.Where(file => file.StartsWith("dashboard/", StringComparison.Ordinal)
            && Path.GetExtension(file) is ".ts" or ".svelte" && !file.EndsWith(".d.ts", StringComparison.Ordinal))];
        string everything = string.Join('\n', Repository.TextFiles.Where(f => f.StartsWith("dashboard/", StringComparison.Ordinal)).Select(Repository.Text));
        foreach (string module in modules.Where(m => m.StartsWith("dashboard/src/", StringComparison.Ordinal)))
        {
            string name = Path.GetExtension(module) == ".svelte" ? Path.GetFileName(module) : Path.GetFileNameWithoutExtension(module);
            Regex.IsMatch(everything, $@"[/'""]{Regex.Escape(name)}(\.ts|\.js)?['""?]", RegexOptions.None, TimeSpan.FromSeconds(10))
                .ShouldBeTrue($"{module} is imported by nobody");
        }
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
