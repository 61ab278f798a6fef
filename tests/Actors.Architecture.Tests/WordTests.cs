using System.Text.RegularExpressions;

namespace Actors.Architecture.Tests;

/// <summary>Names say what a thing is; the tree speaks of the product only, not of how or where it was made.</summary>
public sealed partial class WordTests
{
    [Fact]
    public void No_type_hides_behind_a_name_without_meaning()
    {
        foreach (string file in Repository.Sources("src").Concat(Repository.Sources("tests")))
        {
            VagueType().Matches(Repository.Text(file)).Select(m => m.Value).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void No_file_or_folder_is_named_so_either() =>
        Repository.Files.Where(file => VaguePath().IsMatch(file)).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_half_done()
    {
        foreach (string file in CodeFiles())
        {
            Unfinished().Matches(Repository.Text(file)).Select(m => m.Value).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void No_regions_fold_code_away()
    {
        foreach (string file in Repository.Sources("src").Concat(Repository.Sources("tests")))
        {
            Repository.Lines(file).Where(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal))
                .ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void No_path_of_one_machine_is_written_down()
    {
        foreach (string file in Repository.TextFiles)
        {
            MachinePath().Matches(Repository.Text(file)).Select(m => m.Value).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void No_working_notes_lie_in_the_tree() =>
        Repository.Files.Where(file => Notes().IsMatch(file)).ShouldBeEmpty();

    [Fact]
    public void Tests_wait_for_what_they_wait_for_and_never_for_a_while()
    {
        foreach (string file in Repository.Sources("tests"))
        {
            Sleeps().Matches(Repository.Text(file)).Select(m => m.Value).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void Tests_are_named_by_what_they_show()
    {
        foreach (string file in Repository.Sources("tests"))
        {
            EmptyTestName().Matches(Repository.Text(file)).Select(m => m.Value).ShouldBeEmpty(file);
        }
    }

    private static IEnumerable<string> CodeFiles() => Repository.TextFiles.Where(file =>
        Path.GetExtension(file) is ".cs" or ".ts" or ".svelte" or ".mjs" or ".js" or ".sh" or ".css"
        && !file.StartsWith(Own, StringComparison.Ordinal));

    private const string Own = "tests/Actors.Architecture.Tests/";

    [GeneratedRegex(
        @"\b(class|struct|record|interface|enum) \w*(Manager|Helpers?|Utils?|Utilities)\b",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VagueType();

    [GeneratedRegex(
        @"(^|/)\w*(Manager|Helper|Util|helper|util|misc|common)s?(/|\.\w+$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VaguePath();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();

    // The home of a container's user is no machine's.
    [GeneratedRegex(
        @"(?<![\w.~])/(wor[k]|hom[e](?!/app\b)|roo[t]|User[s])/\w+|[A-Z]:\\Users\\",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"(^|/)(plan|notes|handoff|hand-off|progress|todo|summary|scratch)[^/]*\.(md|txt)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Notes();

    [GeneratedRegex(@"Thread\.Slee[p]\(", RegexOptions.None, 1000)]
    private static partial Regex Sleeps();

    [GeneratedRegex(@"\b(void|Task) (Test\d*|\w*_(Ok|Works|Success))\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyTestName();
}
