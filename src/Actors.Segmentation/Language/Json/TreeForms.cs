using System.Collections.Frozen;
using Actors.Segmentation.Language.Parsing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Json;

/// <summary>The JSON forms of all nodes.</summary>
internal static partial class TreeForms
{
    private static readonly TreeField Terms = new("terms", FieldKind.Conditions);
    private static readonly TreeField Operand = new("operand", FieldKind.Value);
    private static readonly TreeField Path = new("path", FieldKind.Path);
    private static readonly TreeField Window = new("window", FieldKind.Window);
    private static readonly TreeField Segment = new("segment", FieldKind.Segment);
    private static readonly TreeField Events = new("events", FieldKind.Events);

    private static readonly TreeForm[] All = [.. Conditions, .. Values, .. Features, .. Literals, .. Windows];

    public static readonly FrozenDictionary<string, TreeForm> ByType = All.ToFrozenDictionary(form => form.Type);

    public static readonly FrozenDictionary<Type, TreeForm> ByNode = All.ToFrozenDictionary(form => form.Node);

    private static TreeField Word(string name, params string[] words) => new(name, FieldKind.Word, words);

    private static T As<T>(object? value) => (T)value!;

    private static IEnumerable<TreeForm> Literals =>
    [
        TreeForm.Of<TextLiteral>(
            "text", n => [n.Text], v => new(As<string>(v[0])), new TreeField("text", FieldKind.Text)),
        TreeForm.Of<NumberLiteral>(
            "number", n => [n.Number], v => new(As<Amount>(v[0])), new TreeField("number", FieldKind.Amount)),
        TreeForm.Of<BooleanLiteral>(
            "boolean", n => [n.Flag], v => new(As<bool>(v[0])), new TreeField("flag", FieldKind.Flag)),
        TreeForm.Of<DurationLiteral>(
            "duration",
            n => [n.Count, (int)n.Unit],
            v => new(As<long>(v[0]), (DurationUnit)As<int>(v[1])),
            new TreeField("count", FieldKind.Integer),
            Word("unit", DurationReader.Units)),
    ];

    private static IEnumerable<TreeForm> Windows =>
    [
        TreeForm.Of<EverWindow>("ever", _ => [], _ => new()),
        TreeForm.Of<RelativeWindow>(
            "in",
            n => [n.Far, n.Near],
            v => new(As<DurationLiteral>(v[0]), As<DurationLiteral?>(v[1])),
            new TreeField("far", FieldKind.Duration),
            new TreeField("near", FieldKind.OptionalDuration)),
        TreeForm.Of<SinceWindow>(
            "sinceMoment", n => [n.From], v => new(As<MomentLiteral>(v[0])), new TreeField("from", FieldKind.Moment)),
        TreeForm.Of<BetweenWindow>(
            "betweenMoments",
            n => [n.From, n.To],
            v => new(As<MomentLiteral>(v[0]), As<MomentLiteral>(v[1])),
            new TreeField("from", FieldKind.Moment),
            new TreeField("to", FieldKind.Moment)),
    ];
}
