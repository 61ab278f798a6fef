using System.Numerics;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>An exact quotient; only arithmetic between features makes them.</summary>
internal sealed class Ratio
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    private Ratio(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0) divisor = -divisor;
        _numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    public static Ratio Of(in Datum number) =>
        number.Ratio ?? new Ratio((BigInteger)number.Millionths, (BigInteger)number.Divisor * Amount.Scale);

    public static Ratio operator +(Ratio a, Ratio b) =>
        new(a._numerator * b._denominator + b._numerator * a._denominator, a._denominator * b._denominator);

    public static Ratio operator -(Ratio a, Ratio b) =>
        new(a._numerator * b._denominator - b._numerator * a._denominator, a._denominator * b._denominator);

    public static Ratio operator *(Ratio a, Ratio b) => new(a._numerator * b._numerator, a._denominator * b._denominator);

    /// <summary>Null when dividing by zero.</summary>
    public static Ratio? Divide(Ratio a, Ratio b) =>
        b._numerator.IsZero ? null : new Ratio(a._numerator * b._denominator, a._denominator * b._numerator);

    public static int Compare(Ratio a, Ratio b) => (a._numerator * b._denominator).CompareTo(b._numerator * a._denominator);

    /// <summary>The nearest amount, half to even, for display; null when out of range.</summary>
    public Amount? Rounded()
    {
        BigInteger scaled = BigInteger.DivRem(_numerator * Amount.Scale, _denominator, out BigInteger rest);
        int half = (BigInteger.Abs(rest) * 2).CompareTo(_denominator);
        if (half > 0 || (half == 0 && !scaled.IsEven)) scaled += rest.Sign;
        return BigInteger.Abs(scaled) > (BigInteger)Int128.MaxValue ? null : new Amount((Int128)scaled);
    }
}
