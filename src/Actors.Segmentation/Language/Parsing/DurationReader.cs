using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Reads <c>30d</c> and its like.</summary>
internal static class DurationReader
{
    public static readonly string[] Units = ["s", "m", "h", "d", "w", "mo", "y"];

    private static readonly string[] Spelled =
    [
        "seconds", "minutes", "hours", "days", "weeks", "months", "years",
        "second", "minute", "hour", "day", "week", "month", "year",
    ];

    public static Token Read(
        TextCursor cursor, SourceSpan mark, string digits, bool isWhole, Func<char, bool> isNamePart)
    {
        SourceSpan unitMark = cursor.Mark();
        while (!cursor.IsAtEnd && isNamePart(cursor.Current)) cursor.Skip(1);
        string unit = cursor.From(unitMark.Start);
        int index = Array.IndexOf(Units, unit);
        if (index < 0)
        {
            string expected = "a unit: s, m, h, d, w, mo or y";
            throw new SyntaxFailure(
                LanguageError.Unexpected(cursor.Span(unitMark), $"'{unit}'", expected, Suggest(digits, unit)));
        }

        SourceSpan span = cursor.Span(mark);
        if (!isWhole || digits.AsSpan().ContainsAny('e', 'E'))
            throw Lexer.Fail(span, "a duration is a whole number of units; take a smaller unit");
        var duration = new DurationLiteral(ParseCount(digits), (DurationUnit)index) { Span = span };
        if (!IsWithinLimit(duration))
            throw Lexer.Fail(span, $"the longest duration is {LanguageLimits.DurationYearsMax} years");
        return new Token(TokenKind.Duration, digits + unit, span, duration);
    }

    /// <summary>Whether a duration is not negative and not beyond the bound.</summary>
    public static bool IsWithinLimit(DurationLiteral duration)
    {
        const long daysMax = LanguageLimits.DurationYearsMax * 366L;
        long perDay = duration.Unit switch
        {
            DurationUnit.Seconds => 86_400,
            DurationUnit.Minutes => 1_440,
            DurationUnit.Hours => 24,
            _ => 1,
        };
        long days = duration.Unit switch
        {
            DurationUnit.Weeks => 7,
            DurationUnit.Months => 30,
            DurationUnit.Years => 366,
            _ => 1,
        };
        return duration.Count >= 0 && duration.Count <= daysMax / days * perDay;
    }

    private static long ParseCount(string digits) => long.TryParse(digits, out long count) ? count : long.MaxValue;

    /// <summary>The duration that was probably meant; null when the unit is like none.</summary>
    public static string? Suggest(string digits, string unit)
    {
        int spelled = Array.IndexOf(Spelled, unit.ToLowerInvariant());
        if (spelled >= 0) return digits + Units[spelled % Units.Length];
        return NearestName.Find(unit, Units) is { } near ? digits + near : null;
    }
}
