using Actors.Segmentation.Catalogs;

namespace Actors.Benchmarks.Decide;

/// <summary>The catalog of the benchmark: twenty features over ten kinds of event, five segments touched by each event.</summary>
internal static class Shop
{
    private static readonly string[] Kinds =
    [
        "Order Completed", "Product Viewed", "Product Added", "Email Opened", "Page Viewed", "App Opened", "Search Made",
        "Coupon Used", "Review Written", "Wishlist Changed",
    ];

    /// <summary>Kinds of event that occur when so many segments are defined.</summary>
    public static string[] KindsFor(int segments) => Kinds[..Math.Clamp(segments / 5, 2, Kinds.Length)];

    /// <summary>So many segments; beyond fifty they look at traits and at kinds of event that hardly occur.</summary>
    public static Catalog Catalog(int segments)
    {
        List<SegmentDefinition> definitions = [];
        string[] kinds = KindsFor(segments);
        foreach (string kind in kinds)
        {
            foreach (string rule in Rules(kind, definitions.Count)) Add(definitions, rule);
        }
        for (int i = 0; definitions.Count < segments; i++)
        {
            Add(definitions, i % 2 == 0
                ? $"trait.plan == \"p{i % 40}\" and age(trait.birth_date) between {20 + i % 40} and {25 + i % 40}"
                : $"count(\"Rare {i % 90}\" in {7 + i % 80}d) >= {1 + i % 3}");
        }
        CompileResult result = Actors.Segmentation.Catalogs.Catalog.Compile(
            new CatalogDefinition(definitions[..segments], []), CatalogNumbers.Empty, 1);
        return result.Catalog ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }

    private static string[] Rules(string kind, int seed) => kind == "Order Completed"
        ?
        [
            $"count(\"{kind}\" in 90d) >= 2 and trait.city in [\"Paris\", \"Lyon\"]",
            $"count(\"{kind}\" in 30d) >= 1",
            $"sum(\"{kind}\".revenue in 90d) >= 150",
            $"sum(\"{kind}\".revenue in 365d) >= 500 and count(\"{kind}\" in 365d) >= 5",
            $"count(\"{kind}\") >= 3 and since(last(\"{kind}\")) > 60d",
        ]
        :
        [
            $"count(\"{kind}\" in {7 + seed % 24}d) >= 1",
            $"count(\"{kind}\" in {30 + seed}d) >= 2",
            $"count(\"{kind}\" in {30 + seed}d) >= 3 and trait.city == \"Paris\"",
            $"count(\"{kind}\" in {7 + seed % 24}d) >= 1 and trait.plan == \"p1\"",
            $"count(\"{kind}\" in {30 + seed}d) <= 3 and has(trait.city)",
        ];

    private static void Add(List<SegmentDefinition> definitions, string rule)
    {
        string key = $"s{definitions.Count}";
        definitions.Add(new SegmentDefinition(key, key, rule));
    }
}
