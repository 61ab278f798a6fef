using Actors.Oracle.Evaluation;
using Actors.Oracle.Time;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Deciding;

/// <summary>One version of the definitions, as trees.</summary>
public sealed class OracleCatalog
{
    public OracleCatalog(CatalogDefinition definition, int version)
    {
        Version = version;
        Calendar = new ZonedCalendar(definition.TimeZone);
        Dictionary<string, DurationLiteral> retention = new(StringComparer.Ordinal);
        foreach ((string name, string length) in definition.Retention ?? new Dictionary<string, string>())
            retention[name] = ReadDuration(length);
        Rules = new CustomerRules(Calendar, retention);
        Units = InOrder([.. Segments(definition), .. Segmentations(definition)]);
        Durations = [.. retention.Values.Concat(Nodes().OfType<DurationLiteral>()).Distinct()];
    }

    public int Version { get; }

    public ZonedCalendar Calendar { get; }

    public CustomerRules Rules { get; }

    /// <summary>In the order in which they are decided.</summary>
    public IReadOnlyList<OracleUnit> Units { get; }

    /// <summary>Every duration written anywhere.</summary>
    public IReadOnlyList<DurationLiteral> Durations { get; }

    /// <summary>Every node of every rule.</summary>
    public IEnumerable<Node> Nodes() => Units
        .SelectMany(unit => unit.Cases)
        .Where(item => item.When is not null)
        .SelectMany(item => Children.SelfAndDescendants(item.When!));

    private static IEnumerable<OracleUnit> Segments(CatalogDefinition definition) => definition.Segments.Select(
        segment => new OracleUnit(
            new UnitKey(UnitKind.Segment, segment.Key), [new OracleCase(segment.Key, Parse(segment.When))]));

    private static IEnumerable<OracleUnit> Segmentations(CatalogDefinition definition) =>
        definition.Segmentations.Select(segmentation => new OracleUnit(
            new UnitKey(UnitKind.Segmentation, segmentation.Key),
            [.. segmentation.Segments.Select(item => new OracleCase(item.Key, item.Otherwise ? null : Parse(item.When!)))]));

    /// <summary>Always the first unit of the catalog whose needs are all placed already.</summary>
    private static List<OracleUnit> InOrder(List<OracleUnit> units)
    {
        List<OracleUnit> placed = [];
        while (units.Count > 0)
        {
            OracleUnit next = units.First(unit => !Needs(unit).Any(need => units.Exists(other => other.Key == need)));
            units.Remove(next);
            placed.Add(next);
        }
        return placed;
    }

    private static IEnumerable<UnitKey> Needs(OracleUnit unit) => unit.Cases
        .Where(item => item.When is not null)
        .SelectMany(item => Children.SelfAndDescendants(item.When!))
        .Select(node => node switch
        {
            Member member => member.Segment,
            WasMember was => was.Segment,
            _ => null,
        })
        .OfType<SegmentReference>()
        .Select(segment => segment.Unit);

    private static Condition Parse(string rule)
    {
        ParseResult result = SegmentParser.Parse(rule);
        return result.Condition ?? throw new ArgumentException($"{rule}: {string.Join("; ", result.Errors)}", nameof(rule));
    }

    internal static Value ParseValue(string value) => ((Has)Parse($"has({value})")).Operand;

    private static DurationLiteral ReadDuration(string text) =>
        ((RelativeWindow)((Count)((Comparison)Parse($"count(any in {text}) > 0")).Left).Window).Far;
}
