using System.Globalization;
using Actors.Segmentation.Catalogs;

namespace Actors.Benchmarks.Population;

/// <summary>
/// Fifty segments over twenty features: each of the ten kinds of event feeds two features and touches five segments.
/// About every third event moves somebody.
/// </summary>
internal static class ShopCatalog
{
    public static CatalogDefinition Definition { get; } = new(
        [.. EventKind.All.Skip(1).SelectMany(OfOtherEvents)],
        [Lifecycle()],
        TimeZone: "UTC");

    /// <summary>Five of the fifty segments are one segmentation, over orders.</summary>
    private static SegmentationDefinition Lifecycle() => new("lifecycle", "Lifecycle",
    [
        new("loyal", "Loyal", "count(\"Order Completed\" in 180d) >= 4"),
        new("active", "Active", "count(\"Order Completed\" in 180d) >= 1"),
        new("dormant", "Dormant", "count(\"Order Completed\") >= 6"),
        new("lost", "Lost", "count(\"Order Completed\") >= 1"),
        new("prospect", "Prospect", null, Otherwise: true),
    ]);

    private static IEnumerable<SegmentDefinition> OfOtherEvents(EventKind kind)
    {
        // Thresholds near what a customer of two years has, so that windows fill and empty past them.
        int often = Math.Max(1, kind.Of40 / 4);
        string key = kind.Name.ToLowerInvariant().Replace(' ', '-');
        string count = $"count(\"{kind.Name}\" in 180d)";
        string sum = $"sum(\"{kind.Name}\".price in 365d)";
        string much = (often * 100).ToString(CultureInfo.InvariantCulture);
        string more = (often * 200).ToString(CultureInfo.InvariantCulture);
        yield return new($"{key}-often", $"{kind.Name}: often", $"{count} >= {often + 1}");
        yield return new($"{key}-constantly", $"{kind.Name}: constantly", $"{count} >= {often + 3}");
        yield return new($"{key}-much", $"{kind.Name}: much", $"{sum} >= {much}");
        yield return new($"{key}-more", $"{kind.Name}: more", $"{sum} >= {more}");
        yield return new($"{key}-both", $"{kind.Name}: often and much", $"{count} >= {often + 1} and {sum} >= {much}");
    }
}
