using Actors.Segmentation.Catalogs;

namespace Actors.Oracle.Tests.Generation;

/// <summary>Rules that the compiler says it has no room for yet: they are left out of the cases, and counted.</summary>
internal static class NotYet
{
    private static readonly SortedDictionary<string, int> Counts = new(StringComparer.Ordinal);

    /// <summary>What was left out so far, and how often.</summary>
    public static string Summary
    {
        get
        {
            lock (Counts) return string.Join("; ", Counts.Select(pair => $"{pair.Value} × {pair.Key}"));
        }
    }

    /// <summary>Whether a rule naming some of these segments compiles. Any other refusal is a failure.</summary>
    public static bool Accepts(string rule, IReadOnlyList<string> segments)
    {
        SegmentDefinition[] overlapping = [.. segments.Where(address => !address.Contains('/')).Select(Named)];
        SegmentationDefinition[] segmentations = [.. segments
            .Where(address => address.Contains('/'))
            .GroupBy(address => address.Split('/')[0])
            .Select(group => new SegmentationDefinition(group.Key, group.Key, [.. group.Select(Case)]))];
        CompileResult result = Catalog.Compile(
            new CatalogDefinition([.. overlapping, Named("rule") with { When = rule }], segmentations), null as Catalog, 1);
        foreach (CatalogError error in result.Errors)
        {
            if (!error.Detail.StartsWith("Not available yet", StringComparison.Ordinal))
                throw new InvalidOperationException($"{rule}: {error.Detail}");
            lock (Counts) Counts[error.Detail] = Counts.GetValueOrDefault(error.Detail) + 1;
        }
        return result.Catalog is not null;
    }

    private static SegmentDefinition Named(string key) => new(key, key, "trait.vip");

    private static CaseDefinition Case(string address) => address.EndsWith("/rest", StringComparison.Ordinal)
        ? new CaseDefinition("rest", null, null, Otherwise: true)
        : new CaseDefinition(address.Split('/')[1], null, "trait.vip");
}
