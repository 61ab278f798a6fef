using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Json;

/// <summary>Conditions.</summary>
internal static partial class TreeForms
{
    private static IEnumerable<TreeForm> Conditions =>
    [
        TreeForm.Of<And>("and", n => [n.Terms], v => new(As<TreeList<Condition>>(v[0])), Terms),
        TreeForm.Of<Or>("or", n => [n.Terms], v => new(As<TreeList<Condition>>(v[0])), Terms),
        TreeForm.Of<Not>(
            "not", n => [n.Operand], v => new(As<Condition>(v[0])), new TreeField("operand", FieldKind.Condition)),
        TreeForm.Of<AtLeast>(
            "atLeast",
            n => [(long)n.Minimum, n.Terms],
            v => new((int)long.Clamp(As<long>(v[0]), 0, int.MaxValue), As<TreeList<Condition>>(v[1])),
            new TreeField("minimum", FieldKind.Integer),
            Terms),
        TreeForm.Of<Comparison>(
            "compare",
            n => [n.Left, (int)n.Operator, n.Right],
            v => new(As<Value>(v[0]), (ComparisonOperator)As<int>(v[1]), As<Value>(v[2])),
            new TreeField("left", FieldKind.Value),
            Word("operator", "==", "!=", "<", "<=", ">", ">="),
            new TreeField("right", FieldKind.Value)),
        TreeForm.Of<Between>(
            "between",
            n => [n.Operand, n.Low, n.High],
            v => new(As<Value>(v[0]), As<Value>(v[1]), As<Value>(v[2])),
            Operand,
            new TreeField("low", FieldKind.Value),
            new TreeField("high", FieldKind.Value)),
        TreeForm.Of<OneOf>(
            "oneOf",
            n => [n.Operand, n.Options],
            v => new(As<Value>(v[0]), As<TreeList<Literal>>(v[1])),
            Operand,
            new TreeField("options", FieldKind.Literals)),
        TreeForm.Of<ItemOf>(
            "itemOf",
            n => [n.Element, n.List],
            v => new(As<Value>(v[0]), As<Value>(v[1])),
            new TreeField("element", FieldKind.Value),
            new TreeField("list", FieldKind.Value)),
        TreeForm.Of<TextTest>(
            "textTest",
            n => [n.Operand, (int)n.Operator, n.Text],
            v => new(As<Value>(v[0]), (TextOperator)As<int>(v[1]), As<string>(v[2])),
            Operand,
            Word("operator", "contains", "startsWith", "endsWith"),
            new TreeField("text", FieldKind.Text)),
        TreeForm.Of<Matches>(
            "matches",
            n => [n.Operand, n.Pattern],
            v => new(As<Value>(v[0]), As<string>(v[1])),
            Operand,
            new TreeField("pattern", FieldKind.Text)),
        TreeForm.Of<Has>("has", n => [n.Operand], v => new(As<Value>(v[0])), Operand),
        TreeForm.Of<IsTrue>("isTrue", n => [n.Operand], v => new(As<Value>(v[0])), Operand),
        TreeForm.Of<AnyElement>(
            "any",
            n => [n.Array, n.Condition],
            v => new(As<Value>(v[0]), As<Condition>(v[1])),
            Array,
            ElementCondition),
        TreeForm.Of<AllElements>(
            "all",
            n => [n.Array, n.Condition],
            v => new(As<Value>(v[0]), As<Condition>(v[1])),
            Array,
            ElementCondition),
        TreeForm.Of<Member>(
            "member",
            n => [n.Segment, n.For],
            v => new(As<SegmentReference>(v[0]), As<DurationLiteral?>(v[1])),
            Segment,
            new TreeField("for", FieldKind.OptionalDuration)),
        TreeForm.Of<WasMember>(
            "wasMember",
            n => [n.Segment, n.Within],
            v => new(As<SegmentReference>(v[0]), As<DurationLiteral?>(v[1])),
            Segment,
            Within),
        TreeForm.Of<Sequence>(
            "sequence",
            n => [n.Steps, n.Window],
            v => new(As<TreeList<SequenceStep>>(v[0]), As<Window>(v[1])),
            new TreeField("steps", FieldKind.Steps),
            Window),
        TreeForm.Of<SequenceStep>(
            "step",
            n => [n.IsNegated, n.Events, n.Within],
            v => new(As<bool>(v[0]), As<EventSelector>(v[1]), As<DurationLiteral?>(v[2])),
            new TreeField("negated", FieldKind.Flag),
            Events,
            Within),
        TreeForm.Of<EventSelector>(
            "events",
            n => [n.Name, n.Where],
            v => new(As<string?>(v[0]), As<Condition?>(v[1])),
            new TreeField("name", FieldKind.OptionalText),
            new TreeField("where", FieldKind.OptionalCondition)),
    ];

    private static TreeField Array => new("array", FieldKind.Value);

    private static TreeField ElementCondition => new("condition", FieldKind.Condition);

    private static TreeField Within => new("within", FieldKind.OptionalDuration);
}
