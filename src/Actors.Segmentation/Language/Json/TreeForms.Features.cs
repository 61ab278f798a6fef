using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Json;

/// <summary>Values counted over events or computed by models.</summary>
internal static partial class TreeForms
{
    private static IEnumerable<TreeForm> Features =>
    [
        TreeForm.Of<Count>(
            "count", n => [n.Events, n.Window], v => new(As<EventSelector>(v[0]), As<Window>(v[1])), Events, Window),
        TreeForm.Of<Occurrence>(
            "occurrence",
            n => [(int)n.Kind, n.Events, n.Window],
            v => new((OccurrenceKind)As<int>(v[0]), As<EventSelector>(v[1]), As<Window>(v[2])),
            Word("kind", "first", "last"),
            Events,
            Window),
        TreeForm.Of<Aggregate>(
            "aggregate",
            n => [(int)n.Function, n.Row, n.Events, n.Window],
            v => new((AggregateFunction)As<int>(v[0]), As<Value>(v[1]), As<EventSelector>(v[2]), As<Window>(v[3])),
            Word("function", "sum", "avg", "min", "max", "distinct", "top", "first", "last"),
            new TreeField("row", FieldKind.Value),
            Events,
            Window),
        TreeForm.Of<Spend>("spend", n => [n.Window], v => new(As<Window>(v[0])), Window),
        TreeForm.Of<Contacts>(
            "contacts",
            n => [n.Channel, n.Window],
            v => new(As<string?>(v[0]), As<Window>(v[1])),
            new TreeField("channel", FieldKind.OptionalText),
            Window),
        TreeForm.Of<Rfm>(
            "rfm", n => [(int)n.Part], v => new((RfmPart)As<int>(v[0])), Word("part", "r", "f", "m", "segment")),
        TreeForm.Of<LifetimeValue>("clv", n => [n.Horizon], v => new(As<DurationLiteral>(v[0])), Horizon),
        TreeForm.Of<AliveProbability>("pAlive", _ => [], _ => new()),
        TreeForm.Of<ExpectedOrders>("expectedOrders", n => [n.Horizon], v => new(As<DurationLiteral>(v[0])), Horizon),
        TreeForm.Of<Lookalike>("lookalike", n => [n.Segment], v => new(As<SegmentReference>(v[0])), Segment),
        TreeForm.Of<Cluster>(
            "cluster", n => [n.Clustering], v => new(As<string>(v[0])), new TreeField("clustering", FieldKind.Text)),
    ];

    private static TreeField Horizon => new("horizon", FieldKind.Duration);
}
