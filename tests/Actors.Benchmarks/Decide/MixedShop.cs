using Actors.Segmentation.Catalogs;

namespace Actors.Benchmarks.Decide;

/// <summary>
/// Segments of all forms of the language: sequences, windows with both edges, by the calendar, seasons, most frequent values, distinct counts, rows of
/// arrays, memberships, spend. Each event touches about five, however many are defined: the others look at kinds that do not occur.
/// </summary>
internal static class MixedShop
{
    /// <summary>The kinds of event that occur.</summary>
    public static string[] Kinds { get; } = [Kind(0), Kind(1)];

    public static Catalog Catalog(int segments)
    {
        SegmentDefinition[] definitions = [.. Enumerable.Range(0, segments).Select(i => new SegmentDefinition($"s{i}", $"s{i}", Rule(i)))];
        CompileResult result = Actors.Segmentation.Catalogs.Catalog.Compile(
            new CatalogDefinition(definitions, [], TimeZone: "Europe/Paris"), CatalogNumbers.Empty, 1);
        return result.Catalog ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }

    // The second five of each ten are of another kind of event, and of other forms.
    private static string Kind(int five) => five switch { 0 => "Order Completed", 1 => "Product Viewed", _ => $"Kind {five}" };

    private static string Rule(int i)
    {
        string kind = Kind(i / 5);
        return (i % 10) switch
        {
            0 => $"distinct(\"{kind}\".products.category in 90d) >= 2 and trait.city in [\"Paris\", \"Lyon\"]",
            1 => $"count(\"{kind}\" in 6mo..1mo) >= 2",
            2 => $"top(\"{kind}\".products.category) == \"shoes\" and avg(\"{kind}\".revenue in 365d) >= 80",
            3 => $"at least 2 of (count(\"{kind}\" in 30d) >= 2, sum(\"{kind}\".revenue in 90d) >= 300, since(last(\"{kind}\")) < 14d)",
            4 => $"sum(\"{kind}\".products.price * products.quantity where products.category == \"sport\" in 180d) >= 50",
            5 => $"sequence(\"{kind}\" then no \"{kind} done\" within 1h in 7d)",
            6 => $"count(\"{kind}\" where month(timestamp) in [6, 7, 12, 1] in 2y) >= 2",
            7 => $"min(\"{kind}\".position in 90d) < 3 and not (max(\"{kind}\".position in 90d) > 15)",
            8 => $"sequence(\"{kind}\" then \"{kind}\" within 1d in 60d) or trait.plan == \"p{i % 40}\"",
            _ => $"member(\"s{i - 4}\" for 2d) and count(\"{kind}\" in 14d) >= 1",
        };
    }
}
