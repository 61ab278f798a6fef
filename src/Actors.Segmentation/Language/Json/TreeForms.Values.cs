using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Json;

/// <summary>Values that read the customer or one event as they are.</summary>
internal static partial class TreeForms
{
    private static IEnumerable<TreeForm> Values =>
    [
        TreeForm.Of<Arithmetic>(
            "arithmetic",
            n => [n.Left, (int)n.Operator, n.Right],
            v => new(As<Value>(v[0]), (ArithmeticOperator)As<int>(v[1]), As<Value>(v[2])),
            new TreeField("left", FieldKind.Value),
            Word("operator", "+", "-", "*", "/"),
            new TreeField("right", FieldKind.Value)),
        TreeForm.Of<DatePart>(
            "datePart",
            n => [(int)n.Part, n.Instant],
            v => new((DatePartKind)As<int>(v[0]), As<Value>(v[1])),
            Word("part", "month", "weekday", "hour"),
            Instant),
        TreeForm.Of<Trait>("trait", n => [n.Path], v => new(As<TreeList<string>>(v[0])), Path),
        TreeForm.Of<AccountTrait>("account", n => [n.Path], v => new(As<TreeList<string>>(v[0])), Path),
        TreeForm.Of<Now>("now", _ => [], _ => new()),
        TreeForm.Of<Age>(
            "age", n => [n.BirthDate], v => new(As<Value>(v[0])), new TreeField("birthDate", FieldKind.Value)),
        TreeForm.Of<Since>("since", n => [n.Instant], v => new(As<Value>(v[0])), Instant),
        TreeForm.Of<TableField>(
            "table",
            n => [n.Table, n.Key, n.Path],
            v => new(As<string>(v[0]), As<Value>(v[1]), As<TreeList<string>>(v[2])),
            new TreeField("table", FieldKind.Text),
            new TreeField("key", FieldKind.Value),
            Path),
        TreeForm.Of<Property>("property", n => [n.Path], v => new(As<TreeList<string>>(v[0])), Path),
        TreeForm.Of<ElementProperty>("element", n => [n.Path], v => new(As<TreeList<string>>(v[0])), Path),
        TreeForm.Of<ContextProperty>("context", n => [n.Path], v => new(As<TreeList<string>>(v[0])), Path),
        TreeForm.Of<EventTimestamp>("timestamp", _ => [], _ => new()),
        TreeForm.Of<DateLiteral>("date", n => [n], v => As<DateLiteral>(v[0]), new TreeField("date", FieldKind.Moment)),
        TreeForm.Of<InstantLiteral>(
            "instant", n => [n], v => As<InstantLiteral>(v[0]), new TreeField("instant", FieldKind.Moment)),
    ];

    private static TreeField Instant => new("instant", FieldKind.Value);
}
