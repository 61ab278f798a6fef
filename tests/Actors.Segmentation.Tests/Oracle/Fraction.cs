using System.Numerics;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>An exact number.</summary>
internal readonly record struct Fraction
{
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Fraction Of(decimal value) => new((BigInteger)(value * 1_000_000m), 1_000_000);

    public static Fraction operator +(Fraction a, Fraction b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Fraction operator -(Fraction a, Fraction b) =>
        new(a.Numerator * b.Denominator - b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Fraction? Divide(Fraction a, Fraction b) =>
        b.Numerator.IsZero ? null : new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>To millionths, half to even.</summary>
    public Fraction Rounded()
    {
        BigInteger scaled = Numerator * 1_000_000;
        BigInteger floor = BigInteger.DivRem(scaled, Denominator, out BigInteger rest);
        if (rest.Sign < 0)
        {
            floor -= 1;
            rest += Denominator;
        }
        int half = (rest * 2).CompareTo(Denominator);
        if (half > 0 || (half == 0 && !floor.IsEven)) floor += 1;
        return new(floor, 1_000_000);
    }
}
