using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Language;

namespace Actors.Oracle.Tests.Generation;

/// <summary>Catalogs of a few segments and segmentations, which may look at each other.</summary>
internal sealed class RandomCatalog(Dice dice, Setting setting)
{
    private const int TriesMax = 40;

    // A unit names only units before it here: this hidden order keeps cycles out, the catalog's own order is shuffled.
    private readonly List<string> addresses = [];
    private readonly List<string> common = [];
    private List<SegmentDefinition> segments = [];
    private List<SegmentationDefinition> segmentations = [];
    private Dictionary<string, string>? retention;
    private int units;

    public CatalogDefinition Definition()
    {
        int count = dice.Between(1, 5);
        for (int i = 0; i < count; i++) AddUnit();
        segments = Shuffled(segments);
        segmentations = Shuffled(segmentations);
        retention = dice.Chance(25) ? Retention() : null;
        return Current();
    }

    /// <summary>The last definition with some rules edited and perhaps a unit more.</summary>
    public CatalogDefinition Edited()
    {
        segments = [.. segments.Select(segment => dice.Chance(40)
            ? segment with { When = RuleNaming(Before(segment.Key)) }
            : segment)];
        segmentations = [.. segmentations.Select(segmentation => dice.Chance(40)
            ? segmentation with { Segments = Cases(segmentation.Key, segmentation.Segments.Count - 1) }
            : segmentation)];
        if (dice.Chance(30)) RemoveUnit();
        if (dice.Chance(60)) AddUnit();
        if (dice.Chance(15)) retention = dice.Chance(50) ? Retention() : null;
        return Current();
    }

    private CatalogDefinition Current() =>
        new([.. segments], [.. segmentations], setting.Zone, "EUR", retention);

    private void AddUnit()
    {
        int number = units++;
        if (dice.Chance(70))
        {
            string key = $"s{number}";
            segments.Add(new SegmentDefinition(key, key, RuleNaming(addresses)));
            addresses.Add(key);
            return;
        }
        string name = $"x{number}";
        List<CaseDefinition> cases = Cases(name, dice.Between(1, 3));
        segmentations.Add(new SegmentationDefinition(name, name, cases));
        addresses.AddRange(cases.Select(item => $"{name}/{item.Key}"));
    }

    /// <summary>Takes out a unit that no rule names.</summary>
    private void RemoveUnit()
    {
        string[] rules =
        [
            .. segments.Select(segment => segment.When),
            .. segmentations.SelectMany(unit => unit.Segments).Select(item => item.When ?? ""),
        ];
        bool IsNamed(string unit) =>
            Array.Exists(rules, rule => rule.Contains($"\"{unit}\"") || rule.Contains($"\"{unit}/"));
        string? free = segments.Select(segment => segment.Key).Concat(segmentations.Select(unit => unit.Key))
            .FirstOrDefault(unit => !IsNamed(unit));
        segments.RemoveAll(segment => segment.Key == free);
        segmentations.RemoveAll(unit => unit.Key == free);
        addresses.RemoveAll(address => address == free || address.StartsWith(free + "/", StringComparison.Ordinal));
    }

    private List<CaseDefinition> Cases(string segmentation, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new CaseDefinition($"c{i}", null, RuleNaming(Before(segmentation)))),
        new CaseDefinition("rest", null, null, Otherwise: true),
    ];

    private IEnumerable<string> Before(string unit) => addresses.TakeWhile(address =>
        address != unit && !address.StartsWith(unit + "/", StringComparison.Ordinal));

    private string RuleNaming(IEnumerable<string> known)
    {
        string[] names = [.. known];
        var rules = new RandomRule(dice, setting, names);
        for (int tries = 0; tries < TriesMax; tries++)
        {
            string rule = rules.Of(dice.Pick(0, 0, 1, 2));
            // Segments often have a condition in common: it is evaluated once for all of them.
            if (common.Count > 0 && dice.Chance(30)) rule = dice.Chance(50) ? dice.Pick(common) : $"({rule}) and ({dice.Pick(common)})";
            if (SegmentParser.Parse(rule).Condition is not null && NotYet.Accepts(rule, names))
            {
                if (!rule.Contains("member(", StringComparison.Ordinal)) common.Add(rule);
                return rule;
            }
        }
        return "trait.vip";
    }

    private Dictionary<string, string> Retention()
    {
        Dictionary<string, string> kept = [];
        if (dice.Chance(70)) kept["Order Completed"] = dice.Pick(setting.Durations);
        if (dice.Chance(30)) kept["Product Viewed"] = dice.Pick(setting.Durations);
        if (dice.Chance(50)) kept["*"] = dice.Pick(setting.Durations);
        return kept;
    }

    private List<T> Shuffled<T>(List<T> items) => [.. items.OrderBy(_ => dice.Below(1_000))];
}
