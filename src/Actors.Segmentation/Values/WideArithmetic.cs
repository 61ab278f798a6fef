using System.Numerics;

namespace Actors.Segmentation.Values;

/// <summary>Products of two 128-bit numbers, rounded half-even, with no loss in between.</summary>
internal static class WideArithmetic
{
    public static UInt128 Magnitude(Int128 value) => value < 0 ? (UInt128)0 - (UInt128)value : (UInt128)value;

    /// <summary>left × right ÷ divisor, rounded half-even; null when the result does not fit. The divisor is not zero.</summary>
    public static Amount? DivideProduct(Int128 left, Int128 right, Int128 divisor)
    {
        bool negative = left < 0 ^ right < 0 ^ divisor < 0;
        UInt128 a = Magnitude(left), b = Magnitude(right), d = Magnitude(divisor);
        UInt128? rounded = Fits64(a) && Fits64(b) ? DivideNarrow(a * b, d) : DivideWide(a, b, d);
        if (rounded is not { } magnitude || magnitude > (UInt128)Int128.MaxValue) return null;
        return new Amount(negative ? -(Int128)magnitude : (Int128)magnitude);
    }

    private static bool Fits64(UInt128 value) => value <= ulong.MaxValue;

    private static UInt128 DivideNarrow(UInt128 product, UInt128 divisor)
    {
        (UInt128 quotient, UInt128 rest) = UInt128.DivRem(product, divisor);
        UInt128 gap = divisor - rest;
        bool up = rest > gap || (rest == gap && UInt128.IsOddInteger(quotient));
        return up ? quotient + 1 : quotient;
    }

    private static UInt128? DivideWide(UInt128 left, UInt128 right, UInt128 divisor)
    {
        BigInteger quotient = BigInteger.DivRem((BigInteger)left * right, divisor, out BigInteger rest);
        int half = (rest * 2).CompareTo((BigInteger)divisor);
        if (half > 0 || (half == 0 && !quotient.IsEven)) quotient += 1;
        return quotient > (BigInteger)UInt128.MaxValue ? null : (UInt128)quotient;
    }
}
