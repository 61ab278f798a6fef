using System.Numerics;

namespace Actors.Segmentation.Values;

/// <summary>Reads JSON numbers as exact amounts, from characters or from UTF-8 alike.</summary>
internal static class AmountReader
{
    // Beyond this every non-zero number is out of range or rounds to zero; the clamp keeps the sum of exponents small.
    private const long ExponentClamp = 1_000_000_000;
    private const int MaxDigits = 31;

    public static bool TryRead<T>(ReadOnlySpan<T> text, out Amount amount, out bool exact)
        where T : unmanaged, IBinaryInteger<T>
    {
        amount = default;
        exact = true;
        int at = 0;
        bool negative = At(text, at) == '-';
        if (negative) at++;
        if (!TryScan(text, at, out Shape shape)) return false;
        if (!TryAccumulate(text[shape.Start..shape.DigitsEnd], shape, out UInt128 magnitude, ref exact)) return false;
        amount = new Amount(negative ? -(Int128)magnitude : (Int128)magnitude);
        return true;
    }

    /// <summary>Where the digits are, and by which power of ten the digits, read as one whole number, become
    /// millionths.</summary>
    private readonly record struct Shape(int Start, int DigitsEnd, long Power);

    private static uint At<T>(ReadOnlySpan<T> text, int index) where T : unmanaged, IBinaryInteger<T> =>
        index < text.Length ? uint.CreateTruncating(text[index]) : 0;

    private static bool IsDigit(uint unit) => unit - '0' <= 9;

    private static int SkipDigits<T>(ReadOnlySpan<T> text, int at) where T : unmanaged, IBinaryInteger<T>
    {
        while (IsDigit(At(text, at))) at++;
        return at;
    }

    private static bool TryScan<T>(ReadOnlySpan<T> text, int start, out Shape shape)
        where T : unmanaged, IBinaryInteger<T>
    {
        shape = default;
        int at = SkipDigits(text, start);
        if (at == start || (at - start > 1 && At(text, start) == '0')) return false;
        int decimals = 0;
        if (At(text, at) == '.')
        {
            int end = SkipDigits(text, at + 1);
            decimals = end - at - 1;
            if (decimals == 0) return false;
            at = end;
        }
        int digitsEnd = at;
        long exponent = 0;
        if ((At(text, at) | 0x20) == 'e' && !TryExponent(text, ref at, out exponent)) return false;
        shape = new Shape(start, digitsEnd, exponent - decimals + 6);
        return at == text.Length;
    }

    private static bool TryExponent<T>(ReadOnlySpan<T> text, ref int at, out long exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        exponent = 0;
        uint sign = At(text, ++at);
        if (sign is '+' or '-') at++;
        int end = SkipDigits(text, at);
        bool any = end > at;
        for (; at < end; at++) exponent = Math.Min(ExponentClamp, exponent * 10 + At(text, at) - '0');
        if (sign == '-') exponent = -exponent;
        return any;
    }

    private static bool TryAccumulate<T>(ReadOnlySpan<T> digits, Shape shape, out UInt128 magnitude, ref bool exact)
        where T : unmanaged, IBinaryInteger<T>
    {
        magnitude = 0;
        int first = 0;
        int significant = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            uint unit = At(digits, i);
            if (significant == 0 && unit is '0' or '.') first = i + 1;
            else if (unit != '.') significant++;
        }
        if (significant == 0) return true;
        long kept = significant + shape.Power;
        if (kept > MaxDigits) return false;
        UInt128 value = 0;
        long position = 0;
        uint rounding = 0;
        bool sticky = false;
        for (int i = first; i < digits.Length; i++)
        {
            uint unit = At(digits, i);
            if (unit == '.') continue;
            uint digit = unit - '0';
            if (position < kept) value = value * 10 + digit;
            else if (position == kept) rounding = digit;
            else sticky |= digit != 0;
            position++;
        }
        // A negative count means that the first digit stands below the rounding place: less than half.
        if (kept < 0) (rounding, sticky) = (0, true);
        for (; position < kept; position++) value *= 10;
        exact = rounding == 0 && !sticky;
        if (rounding > 5 || (rounding == 5 && (sticky || UInt128.IsOddInteger(value)))) value += 1;
        magnitude = value;
        return value <= (UInt128)Amount.MaxReadable.Millionths;
    }
}
