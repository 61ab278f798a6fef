using System.Globalization;

namespace Actors.Api.Json;

/// <summary>Instants as RFC 3339 writes them, to and from Unix milliseconds.</summary>
public static class Rfc3339
{
    private const long MinMs = -62_135_596_800_000;
    private const long MaxMs = 253_402_300_799_999;

    /// <summary>
    /// Reads <c>2026-11-21T10:00:00.123Z</c>: any number of decimals (cut below a millisecond) or none, <c>Z</c> or an
    /// offset with or without its colon. A leap second counts as the second after it. False for anything else, dates
    /// alone too.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixMs)
    {
        unixMs = 0;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) is not ('t' or ' ')
            || text[13] != ':' || text[16] != ':')
        {
            return false;
        }
        if (!Digits(text[..4], out int year) || !Digits(text[5..7], out int month) || !Digits(text[8..10], out int day)
            || !Digits(text[11..13], out int hour) || !Digits(text[14..16], out int minute)
            || !Digits(text[17..19], out int second))
        {
            return false;
        }
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }
        ReadOnlySpan<byte> rest = text[19..];
        if (!Fraction(ref rest, out int ms) || !Offset(rest, out int offsetMinutes))
        {
            return false;
        }
        long days = new DateOnly(year, month, day).DayNumber - 719_162;
        unixMs = ((days * 24 + hour) * 60 + minute - offsetMinutes) * 60_000 + second * 1000L + ms;
        return unixMs is >= MinMs and <= MaxMs;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out long)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out long unixMs)
    {
        Span<byte> ascii = stackalloc byte[64];
        unixMs = 0;
        return text.Length <= ascii.Length
            && System.Text.Ascii.FromUtf16(text, ascii, out int written) == System.Buffers.OperationStatus.Done
            && TryParse(ascii[..written], out unixMs);
    }

    /// <summary>
    /// UTC with milliseconds: <c>2026-11-21T10:00:00.123Z</c>. Instants outside of years 1–9999 are written as the
    /// nearest inside.
    /// </summary>
    public static string Format(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(unixMs, MinMs, MaxMs))
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte b in text)
        {
            if (!char.IsAsciiDigit((char)b))
            {
                return false;
            }
            value = value * 10 + b - '0';
        }
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out int ms)
    {
        ms = 0;
        if (rest.IsEmpty || rest[0] != '.')
        {
            return true;
        }
        int digits = 1;
        for (; digits < rest.Length && char.IsAsciiDigit((char)rest[digits]); digits++)
        {
            if (digits <= 3)
            {
                ms = ms * 10 + rest[digits] - '0';
            }
        }
        for (int i = digits; i <= 3; i++)
        {
            ms *= 10;
        }
        rest = rest[digits..];
        return digits > 1;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return (text[0] | 0x20) == 'z';
        }
        bool colon = text.Length == 6 && text[3] == ':';
        if ((!colon && text.Length != 5) || text[0] is not ((byte)'+' or (byte)'-')
            || !Digits(text[1..3], out int hour) || !Digits(text[^2..], out int minute) || hour > 23 || minute > 59)
        {
            return false;
        }
        minutes = (text[0] == '-' ? -1 : 1) * (hour * 60 + minute);
        return true;
    }
}
