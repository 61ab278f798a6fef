using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Printing;

namespace Actors.Segmentation.Catalogs;

/// <summary>One thing that changes from one catalog to another.</summary>
/// <param name="Address">A segment's address, a segmentation's key (its order), or the name of a setting; of names, <c>name</c> and a segment's address, or a segmentation's key with a
/// slash behind it.</param>
/// <param name="Before">Its rule (as canonical text), order, value or name; null: it is new.</param>
/// <param name="After">Likewise; null: it is gone.</param>
public sealed record CatalogEdit(string Address, string? Before, string? After)
{
    /// <summary>One line: <c>+ key: rule</c>, <c>- key</c>, <c>~ key: rule → rule</c>.</summary>
    public override string ToString() => Before is null ? $"+ {Address}: {After}"
        : After is null ? $"- {Address}"
        : $"~ {Address}: {Before} → {After}";
}

/// <summary>What changes from one catalog to another.</summary>
public static class CatalogDifference
{
    public static IReadOnlyList<CatalogEdit> Between(CatalogDefinition before, CatalogDefinition after) =>
    [
        .. Differing(Settings(before), Settings(after)),
        .. Reworded(Differing(Rules(before), Rules(after))),
        .. Differing(Orders(before, after), Orders(after, before)),
        .. Renamed(Names(before), Names(after)),
    ];

    private static IEnumerable<CatalogEdit> Differing(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        foreach ((string address, string now) in after)
        {
            string? was = before.GetValueOrDefault(address);
            if (was != now) yield return new CatalogEdit(address, was, now);
        }
        foreach ((string address, string was) in before)
        {
            if (!after.ContainsKey(address)) yield return new CatalogEdit(address, was, null);
        }
    }

    /// <summary>How a rule is laid out is no change; what it quotes is told as it stands.</summary>
    private static IEnumerable<CatalogEdit> Reworded(IEnumerable<CatalogEdit> edits) => edits
        .Select(edit => edit with { Before = Canonical(edit.Before), After = Canonical(edit.After) })
        .Where(edit => edit.Before != edit.After);

    private static string? Canonical(string? rule) =>
        rule is not null && SegmentParser.ParseSyntax(rule).Condition is { } condition ? Printer.Print(condition) : rule;

    /// <summary>Of what both have: what is new or gone is told already.</summary>
    private static IEnumerable<CatalogEdit> Renamed(Dictionary<string, string> before, Dictionary<string, string> after) =>
        after.Where(now => before.TryGetValue(now.Key, out string? was) && was != now.Value)
            .Select(now => new CatalogEdit($"name {now.Key}", before[now.Key], now.Value));

    private static Dictionary<string, string> Names(CatalogDefinition catalog)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (SegmentDefinition segment in catalog.Segments) names[segment.Key] = InAll(segment.Name, segment.Map);
        foreach (SegmentationDefinition segmentation in catalog.Segmentations)
        {
            // No key ends so: a segmentation may have the key of a segment.
            names[segmentation.Key + "/"] = InAll(segmentation.Name, segmentation.Map);
            foreach (CaseDefinition segment in segmentation.Segments)
            {
                names[$"{segmentation.Key}/{segment.Key}"] = InAll(segment.Name ?? segment.Key, segment.Map);
            }
        }
        return names;
    }

    private static string InAll(string name, MapHint? map) =>
        name + (map?.NameFr is { } french ? $", fr: {french}" : "") + (map?.NameEn is { } english ? $", en: {english}" : "");

    private static Dictionary<string, string> Settings(CatalogDefinition catalog)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal) { ["timeZone"] = catalog.TimeZone, ["currency"] = catalog.Currency };
        foreach ((string name, string length) in catalog.Retention ?? new Dictionary<string, string>()) settings[$"retention {name}"] = length;
        return settings;
    }

    private static Dictionary<string, string> Rules(CatalogDefinition catalog)
    {
        Dictionary<string, string> rules = new(StringComparer.Ordinal);
        foreach (SegmentDefinition segment in catalog.Segments) rules[segment.Key] = segment.When;
        foreach (SegmentationDefinition segmentation in catalog.Segmentations)
        {
            foreach (CaseDefinition segment in segmentation.Segments)
            {
                rules[$"{segmentation.Key}/{segment.Key}"] = segment.Otherwise ? "otherwise" : segment.When ?? "";
            }
        }
        return rules;
    }

    /// <summary>The order of the segments that both have: what is new or gone is told already.</summary>
    private static Dictionary<string, string> Orders(CatalogDefinition catalog, CatalogDefinition other)
    {
        Dictionary<string, string> orders = new(StringComparer.Ordinal);
        foreach (SegmentationDefinition segmentation in catalog.Segmentations)
        {
            if (other.Segmentations.FirstOrDefault(s => s.Key == segmentation.Key) is not { } same) continue;
            string[] both = [.. segmentation.Segments.Select(s => s.Key).Where(key => same.Segments.Any(s => s.Key == key))];
            orders[segmentation.Key] = "order " + string.Join(", ", both);
        }
        return orders;
    }
}
