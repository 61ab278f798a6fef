namespace Actors.Architecture.Tests;

/// <summary>One idea a file: most fit a screen, and the few long ones are known by name.</summary>
public sealed class SizeTests
{
    private const int MedianLinesMax = 60;
    private const int LinesMax = 300;

    // Markup, script and style in one.
    private const int ComponentLinesMax = 400;

    private static readonly Dictionary<string, string> KnownLong = new(StringComparer.Ordinal)
    {
        ["src/Actors.Segmentation/Values/NfcTables.cs"] = "a table of the Unicode standard",
        ["src/Actors.Engine/Partitions/PartitionActor.cs"] = "one actor, whose turns read as one story",
    };

    [Fact]
    public void Half_of_the_sources_are_shorter_than_a_screen()
    {
        int[] lengths = [.. Repository.Sources("src").Select(file => Repository.Lines(file).Length).Order()];
        lengths[lengths.Length / 2].ShouldBeLessThan(MedianLinesMax);
    }

    [Fact]
    public void A_long_file_is_an_exception_with_a_reason()
    {
        string[] folders = ["src/", "tests/", "dashboard/"];
        Repository.TextFiles
            .Where(file => folders.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)))
            .Where(file => Path.GetExtension(file) is ".cs" or ".ts" or ".svelte" or ".mjs" or ".sh")
            .Select(file => (File: file, Lines: Repository.Lines(file).Length))
            .Where(found => found.Lines > (Path.GetExtension(found.File) == ".svelte" ? ComponentLinesMax : LinesMax)
                && !KnownLong.ContainsKey(found.File))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_list_of_long_files_names_none_that_is_gone() =>
        KnownLong.Keys.Except(Repository.Files).ShouldBeEmpty();
}
