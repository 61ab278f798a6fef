using System.Numerics;

namespace Actors.Oracle.Numbers;

/// <summary>An exact fraction, never reduced: slow, and nothing can go wrong in it.</summary>
/// <param name="Numerator">With the sign.</param>
/// <param name="Denominator">Always positive.</param>
public readonly record struct Rational(BigInteger Numerator, BigInteger Denominator) : IComparable<Rational>
{
    private static readonly BigInteger Million = 1_000_000;

    public static Rational Zero { get; } = new(0, 1);

    public static Rational Of(BigInteger whole) => new(whole, 1);

    public static Rational OfMillionths(BigInteger millionths) => new(millionths, Million);

    public static Rational operator +(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + new Rational(-b.Numerator, b.Denominator);

    public static Rational operator *(Rational a, Rational b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Null when dividing by zero.</summary>
    public static Rational? Divide(Rational a, Rational b)
    {
        if (b.Numerator.IsZero) return null;
        BigInteger sign = b.Numerator.Sign;
        return new Rational(a.Numerator * b.Denominator * sign, a.Denominator * b.Numerator * sign);
    }

    public int CompareTo(Rational other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <summary>The nearest whole number of millionths; of two equally near, the even one.</summary>
    public Rational RoundedToMillionths()
    {
        BigInteger scaled = Numerator * Million;
        BigInteger floor = BigInteger.DivRem(scaled, Denominator, out BigInteger rest);
        if (rest.Sign < 0)
        {
            floor -= 1;
            rest += Denominator;
        }
        int half = (rest * 2).CompareTo(Denominator);
        bool up = half > 0 || (half == 0 && !floor.IsEven);
        return OfMillionths(up ? floor + 1 : floor);
    }

    public bool SameAs(Rational other) => CompareTo(other) == 0;

    /// <summary>The fraction reduced: equal values give equal keys.</summary>
    public Rational Reduced()
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(Numerator, Denominator);
        return new Rational(Numerator / common, Denominator / common);
    }

    public override string ToString() => Denominator.IsOne ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
