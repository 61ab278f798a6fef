using System.Text.RegularExpressions;

namespace Actors.Architecture.Tests;

/// <summary>The pages for people: every link leads somewhere, every page can be reached.</summary>
public sealed partial class DocumentationTests
{
    private static IEnumerable<string> Pages => Repository.Files.Where(file => Path.GetExtension(file) == ".md");

    [Fact]
    public void Every_link_within_the_tree_resolves()
    {
        foreach (string page in Pages)
        {
            foreach (string target in Links(page))
            {
                string file = target.Split('#')[0];
                Path.Exists(Repository.Full(file)).ShouldBeTrue($"{page} → {target}");
            }
        }
    }

    [Fact]
    public void Every_anchor_names_a_heading()
    {
        foreach (string page in Pages)
        {
            foreach (string target in Links(page).Where(link => link.Contains(".md#", StringComparison.Ordinal)))
            {
                string[] parts = target.Split('#');
                Repository.Lines(parts[0]).Where(line => line.StartsWith('#')).Select(Anchor)
                    .ShouldContain(parts[1], $"{page} → {target}");
            }
        }
    }

    [Fact]
    public void Every_page_can_be_reached_from_the_README()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { "README.md" };
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out string? page))
        {
            foreach (string target in Links(page).Select(link => link.Split('#')[0]))
            {
                if (Path.GetExtension(target) == ".md" && File.Exists(Repository.Full(target)) && seen.Add(target))
                {
                    next.Enqueue(target);
                }
            }
        }
        Pages.Except(seen).ShouldBeEmpty("pages that nothing links to");
    }

    [Fact]
    public void A_decision_record_says_what_why_and_what_else_was_tried()
    {
        foreach (string record in Pages.Where(page => page.StartsWith("docs/adr/0", StringComparison.Ordinal)))
        {
            Repository.Lines(record).Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .ShouldBe(["## What", "## Why", "## What else was tried"], record);
            Repository.Lines(record).Length.ShouldBeLessThanOrEqualTo(60, $"{record}: one page");
        }
    }

    private static IEnumerable<string> Links(string page)
    {
        string folder = Path.GetDirectoryName(page) ?? "";
        foreach (Match link in Link().Matches(FencedCode().Replace(Repository.Text(page), "")))
        {
            string target = link.Groups["target"].Value;
            if (Uri.TryCreate(target, UriKind.Absolute, out _))
            {
                continue;
            }
            string path = target.StartsWith('#') ? page + target : Path.Combine(folder, target);
            string full = Path.GetFullPath(Repository.Full(path));
            yield return Path.GetRelativePath(Repository.Root, full).Replace('\\', '/');
        }
    }

    private static string Anchor(string heading)
    {
        string text = heading.TrimStart('#').Trim().ToLowerInvariant();
        return NotInAnchors().Replace(text, "").Replace(' ', '-');
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex FencedCode();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 1000)]
    private static partial Regex NotInAnchors();
}
