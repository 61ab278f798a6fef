using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>A value while a rule is evaluated. Numbers are exact: <see cref="Millionths"/> / <see cref="Divisor"/>, or a
/// <see cref="Ratio"/> where arithmetic made them.</summary>
internal ref struct Datum
{
    public DatumKind Kind;

    public bool Flag;

    public Int128 Millionths;

    /// <summary>For averages: what the millionths must be divided by.</summary>
    public long Divisor;

    /// <summary>An exact quotient; overrides the millionths.</summary>
    public Ratio? Ratio;

    /// <summary>An instant, or the first instant of a day.</summary>
    public long Ms;

    /// <summary>The first instant after a day.</summary>
    public long EndMs;

    /// <summary>A text in UTF-8; a list or object as a document.</summary>
    public ReadOnlySpan<byte> Bytes;

    public static Datum Number(Int128 millionths) => new() { Kind = DatumKind.Number, Millionths = millionths, Divisor = 1 };

    public static Datum Whole(long value) => Number((Int128)value * Amount.Scale);

    public static Datum Instant(long ms) => new() { Kind = DatumKind.Instant, Ms = ms };

    public static Datum Boolean(bool flag) => new() { Kind = DatumKind.Boolean, Flag = flag };

    public static Datum Text(ReadOnlySpan<byte> utf8) => new() { Kind = DatumKind.Text, Bytes = utf8 };

    /// <summary>Null and numbers out of range are missing.</summary>
    public static Datum Of(DocValue value) => value.Kind switch
    {
        DocKind.False => Boolean(false),
        DocKind.True => Boolean(true),
        DocKind.Number => Number(value.Number.Millionths),
        DocKind.Text => Text(value.Text),
        DocKind.List => new Datum { Kind = DatumKind.List, Bytes = value.Raw },
        DocKind.Object => new Datum { Kind = DatumKind.Object, Bytes = value.Raw },
        _ => default,
    };

    /// <summary>As <see cref="Of"/>, but a text that reads as a JSON number is that number.</summary>
    public static Datum OfAmount(DocValue value) =>
        value.Kind == DocKind.Text && Amount.TryParse(value.Text, out Amount number) ? Number(number.Millionths) : Of(value);
}
