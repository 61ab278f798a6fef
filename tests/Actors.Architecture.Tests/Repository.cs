using System.Diagnostics;

namespace Actors.Architecture.Tests;

/// <summary>The checkout these tests were built from, as git sees it: what is ignored is not there.</summary>
internal static class Repository
{
    private static readonly string[] Binary = [".png", ".ico", ".woff2", ".gz", ".jpg", ".webp"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with <c>/</c>, of all files that are, or would be, committed.</summary>
    public static IReadOnlyList<string> Files { get; } = List();

    public static IEnumerable<string> TextFiles => Files.Where(file => !Binary.Contains(Path.GetExtension(file)));

    /// <summary>C# sources below a folder, written by hand.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Files.Where(file =>
            file.StartsWith(folder + "/", StringComparison.Ordinal) && Path.GetExtension(file) == ".cs");

    public static string Full(string file) => Path.Combine(Root, file);

    public static string Text(string file) => File.ReadAllText(Full(file));

    public static string[] Lines(string file) => File.ReadAllLines(Full(file));

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Actors.sln")))
            {
                return at.FullName;
            }
        }
        throw new InvalidOperationException("These tests run in the checkout: no Actors.sln above the test binary.");
    }

    private static List<string> List()
    {
        string[] arguments = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
        using Process git = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        string[] names = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, "git ls-files");
        return [.. names.Where(name => File.Exists(Full(name))).Order(StringComparer.Ordinal)];
    }
}
