using NodaTime;

namespace Actors.Segmentation.Time;

/// <summary>Reads the texts that count as instants: RFC 3339, or <c>YYYY-MM-DD</c> for a whole local day.</summary>
internal static class Moments
{
    /// <summary>Reads a text. <paramref name="instantMs"/> is cut off below a millisecond; null for a bare date.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out LocalDate date, out long? instantMs)
    {
        instantMs = null;
        if (!TryReadDate(text, out date)) return false;
        if (text.Length == 10) return true;
        if (text.Length < 20 || text[10] is not ((byte)'T' or (byte)'t') || text[13] != ':' || text[16] != ':') return false;
        if (!Two(text, 11, 23, out int hour) || !Two(text, 14, 59, out int minute) || !Two(text, 17, 59, out int second)) return false;
        ReadOnlySpan<byte> zone = text[19..];
        int milliseconds = Fraction(ref zone);
        if (milliseconds < 0 || !TryReadOffset(zone, out int offsetMinutes)) return false;
        long days = Period.DaysBetween(new LocalDate(1970, 1, 1), date);
        instantMs = ((((days * 24 + hour) * 60 + minute - offsetMinutes) * 60) + second) * 1000 + milliseconds;
        return true;
    }

    private static bool TryReadDate(ReadOnlySpan<byte> text, out LocalDate date)
    {
        date = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Two(text, 0, 99, out int century) || !Two(text, 2, 99, out int rest)) return false;
        if (!Two(text, 5, 12, out int month) || !Two(text, 8, 31, out int day)) return false;
        int year = century * 100 + rest;
        if (year < 1 || month < 1 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month)) return false;
        date = new LocalDate(year, month, day);
        return true;
    }

    private static int Fraction(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != '.') return 0;
        int end = 1, milliseconds = 0, weight = 100;
        for (; end < rest.Length && char.IsAsciiDigit((char)rest[end]); end++, weight /= 10)
        {
            milliseconds += (rest[end] - '0') * weight;
        }
        rest = rest[end..];
        return end == 1 ? -1 : milliseconds;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> zone, out int minutes)
    {
        minutes = 0;
        if (zone.Length == 1 && zone[0] is (byte)'Z' or (byte)'z') return true;
        if (zone.Length != 6 || zone[0] is not ((byte)'+' or (byte)'-') || zone[3] != ':') return false;
        if (!Two(zone, 1, 23, out int hours) || !Two(zone, 4, 59, out int rest)) return false;
        minutes = (zone[0] == '-' ? -1 : 1) * (hours * 60 + rest);
        return true;
    }

    private static bool Two(ReadOnlySpan<byte> text, int at, int max, out int value)
    {
        int tens = text[at] - '0', ones = text[at + 1] - '0';
        value = tens * 10 + ones;
        return (uint)tens <= 9 && (uint)ones <= 9 && value <= max;
    }
}
