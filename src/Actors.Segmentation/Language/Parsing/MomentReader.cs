using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Reads <c>2026-01-31</c> and <c>2026-01-31T08:00:00Z</c>.</summary>
internal static class MomentReader
{
    // From 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z: what can be written back.
    private const long FirstInstant = -62_135_596_800_000;
    private const long LastInstant = 253_402_300_799_999;

    /// <summary>The moment that stands here; null, and nothing read, when the digits do not have the shape of a
    /// date.</summary>
    public static Token? TryRead(TextCursor cursor, SourceSpan mark)
    {
        ReadOnlySpan<char> rest = cursor.Rest;
        if (OtherDate(rest) is { } written)
        {
            cursor.Skip(written.Length);
            string[] parts = written.Split('-', '/', '.');
            // With the year first there is one order alone.
            string? meant = parts[0].Length == 4 ? $"{parts[0]}-{parts[1].PadLeft(2, '0')}-{parts[2].PadLeft(2, '0')}" : null;
            throw new SyntaxFailure(LanguageError.Unexpected(
                cursor.Span(mark), $"'{written}'", "a date such as 2026-01-31, or blanks around the signs of a computation", meant));
        }
        if (!HasShape(rest, "dddd-dd-dd") || (rest.Length > 10 && char.IsAsciiDigit(rest[10]))) return null;
        int length = 10;
        bool isInstant = rest.Length > 10 && rest[10] is 'T' or 't';
        if (isInstant || (rest.Length > 10 && char.IsLetter(rest[10]))) length += LengthOfTime(rest[10..]);
        MomentLiteral? literal = Parse(rest[..length]);
        cursor.Skip(length);
        SourceSpan span = cursor.Span(mark);
        if (literal is not null)
            return new Token(TokenKind.Moment, cursor.From(mark.Start), span, literal with { Span = span });
        throw Lexer.Fail(span, isInstant
            ? "an instant is written 2026-01-31T08:00:00Z or with an offset such as +02:00"
            : $"{cursor.From(mark.Start)} is no date of the calendar; dates are written 2026-01-31");
    }

    /// <summary>A date as it is written elsewhere, <c>31/1/2026</c> or <c>2026-1-31</c>: it would be read as a computation. Null: none stands here.</summary>
    private static string? OtherDate(ReadOnlySpan<char> rest)
    {
        int first = Digits(rest);
        if (first is 0 or > 4 || first == rest.Length || rest[first] is not ('-' or '/' or '.')) return null;
        int second = Digits(rest[(first + 1)..]);
        int at = first + 1 + second;
        if (second is 0 or > 2 || at == rest.Length || rest[at] != rest[first]) return null;
        int third = Digits(rest[(at + 1)..]);
        int end = at + 1 + third;
        bool isDate = (first == 4 && third is 1 or 2) || (first <= 2 && third == 4);
        bool isOurs = rest[first] == '-' && first == 4 && second == 2 && third == 2;
        return isDate && !isOurs ? rest[..end].ToString() : null;
    }

    private static int Digits(ReadOnlySpan<char> rest)
    {
        int count = 0;
        while (count < rest.Length && char.IsAsciiDigit(rest[count])) count++;
        return count;
    }

    /// <summary>Reads a whole text as a moment; null when it is none.</summary>
    public static MomentLiteral? Read(string text)
    {
        bool isDate = HasShape(text, "dddd-dd-dd");
        return isDate ? Parse(text) : null;
    }

    private static int LengthOfTime(ReadOnlySpan<char> rest)
    {
        int length = 0;
        while (length < rest.Length
            && (char.IsLetterOrDigit(rest[length]) || rest[length] == ':' || IsInner(rest, length)))
            length++;
        return length;
    }

    // A point belongs to the time before a digit; a sign does where an offset follows.
    private static bool IsInner(ReadOnlySpan<char> rest, int at) =>
        (rest[at] == '.' && at + 1 < rest.Length && char.IsAsciiDigit(rest[at + 1])) ||
        (rest[at] is '+' or '-' && HasShape(rest[(at + 1)..], "dd:dd"));

    private static MomentLiteral? Parse(ReadOnlySpan<char> text)
    {
        if (ParseDate(text[..10]) is not { } date) return null;
        if (text.Length == 10) return new DateLiteral(date);
        if (!HasShape(text[1..], "ddd-dd-ddTdd:dd:dd") && !HasShape(text[1..], "ddd-dd-ddtdd:dd:dd")) return null;
        int hour = Two(text, 11), minute = Two(text, 14), second = Two(text, 17);
        if (hour > 23 || minute > 59 || second > 59) return null;
        ReadOnlySpan<char> zone = text[19..];
        int milliseconds = ReadFraction(ref zone);
        if (milliseconds < 0 || ReadOffset(zone) is not { } offsetMinutes) return null;
        long days = Period.DaysBetween(new LocalDate(1970, 1, 1), date);
        long minutes = (days * 24 + hour) * 60 + minute - offsetMinutes;
        long instant = (minutes * 60 + second) * 1000 + milliseconds;
        return instant is >= FirstInstant and <= LastInstant ? new InstantLiteral(instant) : null;
    }

    private static LocalDate? ParseDate(ReadOnlySpan<char> text)
    {
        int year = Two(text, 0) * 100 + Two(text, 2), month = Two(text, 5), day = Two(text, 8);
        if (year < 1 || month is < 1 or > 12) return null;
        return day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month) ? null : new LocalDate(year, month, day);
    }

    /// <summary>Milliseconds of a fraction, cut off; -1 for a point without digits.</summary>
    private static int ReadFraction(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] != '.') return 0;
        int end = 1, milliseconds = 0, weight = 100;
        for (; end < rest.Length && char.IsAsciiDigit(rest[end]); end++, weight /= 10)
            milliseconds += (rest[end] - '0') * weight;
        rest = rest[end..];
        return end == 1 ? -1 : milliseconds;
    }

    private static int? ReadOffset(ReadOnlySpan<char> zone)
    {
        if (zone is "Z" or "z") return 0;
        if (zone.Length != 6 || zone[0] is not ('+' or '-') || !HasShape(zone[1..], "dd:dd")) return null;
        int hours = Two(zone, 1), minutes = Two(zone, 4);
        if (hours > 23 || minutes > 59) return null;
        return (zone[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    }

    private static int Two(ReadOnlySpan<char> text, int at) => (text[at] - '0') * 10 + text[at + 1] - '0';

    /// <summary>Whether the text starts with this shape; d stands for a digit.</summary>
    private static bool HasShape(ReadOnlySpan<char> text, string shape)
    {
        if (text.Length < shape.Length) return false;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 'd' ? !char.IsAsciiDigit(text[i]) : text[i] != shape[i]) return false;
        }

        return true;
    }
}
