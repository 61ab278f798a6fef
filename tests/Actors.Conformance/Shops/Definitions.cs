using Actors.Segmentation.Catalogs;

namespace Actors.Conformance.Shops;

/// <summary>A rule twice: in the language, and as plain code over all that ever happened.</summary>
public sealed record TwiceRule(string Key, string When, Func<Past, long, bool> Holds)
{
    public const long DayMs = 86_400_000;

    public static readonly TwiceRule Buyer = new("buyer", """count("Order Completed") >= 1""", (p, now) => p.Orders(now, null) >= 1);

    public static readonly TwiceRule Recent = new(
        "recent", """count("Order Completed" in 30d) >= 1""", (p, now) => p.Orders(now, 30 * DayMs) >= 1);

    public static readonly TwiceRule Frequent = new(
        "frequent", """count("Order Completed" in 7d) >= 2""", (p, now) => p.Orders(now, 7 * DayMs) >= 2);

    public static readonly TwiceRule Big = new(
        "big", """sum("Order Completed".revenue in 30d) >= 100""", (p, now) => p.Revenue(now, 30 * DayMs) >= 100);

    public static readonly TwiceRule Paris = new("paris", """trait.city == "Paris" """, (p, _) => p.City == "Paris");

    public SegmentDefinition Definition => new(Key, Key, When);
}

/// <summary>A catalog and its plain-code twin.</summary>
public sealed record TwiceCatalog(IReadOnlyList<TwiceRule> Segments, IReadOnlyList<(string Key, IReadOnlyList<TwiceRule> Cases)> Segmentations)
{
    private static readonly TwiceRule[] LifecycleCases =
    [
        new("new", """count("Order Completed") == 1 and since(first("Order Completed")) < 30d""",
            (p, now) => p.Orders(now, null) == 1 && now - p.FirstOrder(now) < 30 * TwiceRule.DayMs),
        new("active", """count("Order Completed" in 90d) >= 1""", (p, now) => p.Orders(now, 90 * TwiceRule.DayMs) >= 1),
        new("at-risk", """count("Order Completed" in 180d) >= 1""", (p, now) => p.Orders(now, 180 * TwiceRule.DayMs) >= 1),
        new("lost", """count("Order Completed") >= 1""", (p, now) => p.Orders(now, null) >= 1),
    ];

    public static readonly TwiceCatalog Lifecycle = new([], [("lifecycle", LifecycleCases)]);

    public static readonly TwiceCatalog Full = new(
        [TwiceRule.Buyer, TwiceRule.Recent, TwiceRule.Frequent, TwiceRule.Big, TwiceRule.Paris], [("lifecycle", LifecycleCases)]);

    public static TwiceCatalog Of(params TwiceRule[] segments) => new(segments, []);

    public CatalogDefinition Definition => new(
        [.. Segments.Select(s => s.Definition)],
        [.. Segmentations.Select(s => new SegmentationDefinition(s.Key, s.Key,
        [
            .. s.Cases.Select(c => new CaseDefinition(c.Key, null, c.When)),
            new CaseDefinition("prospect", null, null, Otherwise: true),
        ]))],
        "UTC");
}
