using System.Globalization;
using System.Xml;
using Actors.Api.Errors;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Json;

/// <summary>Reads query parameters; one that cannot be used is named in the error.</summary>
internal static class QueryValues
{
    public static int Int(this IQueryCollection query, string name, int otherwise, int min, int max)
    {
        if (query.Text(name) is not { } text)
        {
            return otherwise;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value >= min
            && value <= max
            ? value
            : throw ApiException.Query(name, $"a whole number from {min} to {max} is expected");
    }

    public static string? Text(this IQueryCollection query, string name) =>
        query[name] is [{ Length: > 0 } text, ..] ? text : null;

    public static IReadOnlyList<string> Texts(this IQueryCollection query, string name) =>
        [.. query[name].OfType<string>().SelectMany(t => t.Split(',', StringSplitOptions.RemoveEmptyEntries))];

    public static long? InstantMs(this IQueryCollection query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }
        // An unescaped + of an offset arrives as a blank.
        return Rfc3339.TryParse(text.Replace(' ', '+'), out long ms) || Rfc3339.TryParse(text, out ms)
            ? ms
            : throw ApiException.Query(name, "an instant such as 2026-11-21T10:00:00.000Z is expected");
    }

    /// <summary>
    /// A duration as <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>12h</c>, <c>30d</c>, <c>2w</c>, or by ISO 8601
    /// (<c>PT30S</c>, <c>P1D</c>).
    /// </summary>
    public static TimeSpan Duration(this IQueryCollection query, string name, TimeSpan otherwise, TimeSpan max)
    {
        if (query.Text(name) is not { } text)
        {
            return otherwise;
        }
        return TryDuration(text, out TimeSpan value) && value >= TimeSpan.Zero && value <= max
            ? value
            : throw ApiException.Query(
                name, $"a duration such as 30s or PT30S is expected, {(long)max.TotalSeconds}s at the most");
    }

    private static bool TryDuration(string text, out TimeSpan value)
    {
        value = default;
        if (text.Length > 20)
        {
            return false;
        }
        if (text[0] == 'P')
        {
            return TryIso(text, out value);
        }
        string digits = new([.. text.TakeWhile(char.IsAsciiDigit)]);
        long unitMs = text[digits.Length..] switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            "w" => 7 * 86_400_000,
            _ => 0,
        };
        if (unitMs == 0 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return false;
        }
        value = TimeSpan.FromMilliseconds(count * unitMs);
        return true;
    }

    private static bool TryIso(string text, out TimeSpan value)
    {
        value = default;
        // Months and years have no fixed length.
        if (text.Split('T')[0].AsSpan().IndexOfAny('Y', 'M') >= 0)
        {
            return false;
        }
        try
        {
            value = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }
}
