using System.Globalization;

namespace Actors.Server.Import.Expressions;

internal enum MapKind : byte
{
    Missing,
    Text,
    Number,
    Instant,
    Flag,
}

/// <summary>A value of the mapping language. An empty cell is missing.</summary>
internal readonly struct MapValue
{
    private readonly string? _text;
    private readonly decimal _number;

    private MapValue(MapKind kind, string? text, decimal number) => (Kind, _text, _number) = (kind, text, number);

    public static MapValue Missing => default;

    public MapKind Kind { get; }

    public string Text => _text ?? "";

    public decimal Number => _number;

    /// <summary>Unix milliseconds.</summary>
    public long InstantMs => (long)_number;

    public bool Flag => _number != 0;

    public bool IsMissing => Kind == MapKind.Missing;

    public static MapValue Of(string text) => text.Length == 0 ? default : new(MapKind.Text, text, 0);

    public static MapValue Of(decimal number) => new(MapKind.Number, null, number);

    public static MapValue Of(bool flag) => new(MapKind.Flag, null, flag ? 1 : 0);

    public static MapValue At(long instantMs) => new(MapKind.Instant, null, instantMs);

    /// <summary>As it reads in a text: <c>&amp;</c>, ids and keys.</summary>
    public override string ToString() => Kind switch
    {
        MapKind.Text => Text,
        MapKind.Number => _number.ToString(CultureInfo.InvariantCulture),
        MapKind.Flag => Flag ? "true" : "false",
        MapKind.Instant => DateTimeOffset.FromUnixTimeMilliseconds(InstantMs).UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        _ => "",
    };
}
