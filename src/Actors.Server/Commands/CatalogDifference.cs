using Actors.Segmentation.Catalogs;

namespace Actors.Server.Commands;

/// <summary>What changes from one catalog to another, one line for each segment added, dropped or changed.</summary>
internal static class CatalogDifference
{
    public static IEnumerable<string> Between(CatalogDefinition before, CatalogDefinition after)
    {
        if (before.TimeZone != after.TimeZone)
        {
            yield return $"~ timeZone: {before.TimeZone} → {after.TimeZone}";
        }
        Dictionary<string, string> old = Rules(before);
        Dictionary<string, string> now = Rules(after);
        foreach ((string key, string rule) in now)
        {
            if (!old.TryGetValue(key, out string? was))
            {
                yield return $"+ {key}: {rule}";
            }
            else if (was != rule)
            {
                yield return $"~ {key}: {was} → {rule}";
            }
        }
        foreach (string key in old.Keys.Where(key => !now.ContainsKey(key)))
        {
            yield return $"- {key}";
        }
        foreach (SegmentationDefinition segmentation in after.Segmentations)
        {
            string order = Order(segmentation);
            if (before.Segmentations.FirstOrDefault(s => s.Key == segmentation.Key) is { } was && Order(was) != order)
            {
                yield return $"~ {segmentation.Key}: order {Order(was)} → {order}";
            }
        }
    }

    private static string Order(SegmentationDefinition segmentation) =>
        string.Join(", ", segmentation.Segments.Select(segment => segment.Key));

    private static Dictionary<string, string> Rules(CatalogDefinition catalog)
    {
        var rules = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SegmentDefinition segment in catalog.Segments)
        {
            rules[segment.Key] = OneLine(segment.When);
        }
        foreach (SegmentationDefinition segmentation in catalog.Segmentations)
        {
            foreach (CaseDefinition segment in segmentation.Segments)
            {
                rules[$"{segmentation.Key}/{segment.Key}"] = segment.Otherwise ? "otherwise"
                    : OneLine(segment.When ?? "");
            }
        }
        return rules;
    }

    private static string OneLine(string rule) =>
        string.Join(' ', rule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
