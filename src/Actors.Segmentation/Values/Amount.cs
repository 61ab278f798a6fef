namespace Actors.Segmentation.Values;

/// <summary>
/// An exact decimal number with six decimals, held as a whole number of millionths. The same sum comes out on every
/// platform and in any order of addition, which no binary floating point can promise.
/// </summary>
/// <param name="Millionths">The value times 1,000,000.</param>
public readonly record struct Amount(Int128 Millionths) : IComparable<Amount>
{
    /// <summary>Millionths in one unit.</summary>
    public const long Scale = 1_000_000;

    public static readonly Amount Zero;

    public static readonly Amount One = new(Scale);

    /// <summary>
    /// Greatest magnitude accepted when reading: 10^24, so that a hundred million amounts can be added with no
    /// overflow.
    /// </summary>
    public static readonly Amount MaxReadable = new((Int128)Scale * Scale * Scale * Scale * Scale);

    public static Amount FromInteger(long value) => new((Int128)value * Scale);

    public bool IsWhole => Millionths % Scale == 0;

    public static Amount operator +(Amount left, Amount right) => new(checked(left.Millionths + right.Millionths));

    public static Amount operator -(Amount left, Amount right) => new(checked(left.Millionths - right.Millionths));

    public static Amount operator -(Amount value) => new(checked(-value.Millionths));

    public static bool operator <(Amount left, Amount right) => left.Millionths < right.Millionths;

    public static bool operator >(Amount left, Amount right) => left.Millionths > right.Millionths;

    public static bool operator <=(Amount left, Amount right) => left.Millionths <= right.Millionths;

    public static bool operator >=(Amount left, Amount right) => left.Millionths >= right.Millionths;

    public int CompareTo(Amount other) => Millionths.CompareTo(other.Millionths);

    /// <summary>The product, rounded half-even to millionths; null when it does not fit.</summary>
    public static Amount? Multiply(Amount left, Amount right) =>
        WideArithmetic.DivideProduct(left.Millionths, right.Millionths, Scale);

    /// <summary>The quotient, rounded half-even to millionths; null when dividing by zero or when it does not
    /// fit.</summary>
    public static Amount? Divide(Amount left, Amount right) =>
        right.Millionths == 0 ? null : WideArithmetic.DivideProduct(left.Millionths, Scale, right.Millionths);

    /// <summary>
    /// Reads a JSON number (RFC 8259 syntax, nothing around it), rounded half-even to six decimals. False when the text
    /// is no JSON number or is beyond <see cref="MaxReadable"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Amount amount) =>
        AmountReader.TryRead(text, out amount, out _);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out Amount)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Amount amount) =>
        AmountReader.TryRead(utf8, out amount, out _);

    /// <summary>As <see cref="TryParse(ReadOnlySpan{char}, out Amount)"/>, but false when rounding would lose
    /// digits.</summary>
    public static bool TryParseExact(ReadOnlySpan<char> text, out Amount amount) =>
        AmountReader.TryRead(text, out amount, out bool exact) && exact;

    /// <summary>Canonical text: no exponent, no trailing zeros, a point only before decimals.</summary>
    public override string ToString()
    {
        UInt128 magnitude = WideArithmetic.Magnitude(Millionths);
        (UInt128 whole, UInt128 fraction) = UInt128.DivRem(magnitude, Scale);
        string sign = Millionths < 0 ? "-" : "";
        if (fraction == 0) return $"{sign}{whole}";
        return $"{sign}{whole}.{((int)fraction).ToString("D6").TrimEnd('0')}";
    }
}
