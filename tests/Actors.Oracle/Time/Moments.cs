using System.Text.RegularExpressions;
using NodaTime;

namespace Actors.Oracle.Time;

/// <summary>A date or an instant as a text says it.</summary>
/// <param name="Date">The written date, whatever the offset.</param>
/// <param name="UnixMs">The instant, cut off below a millisecond; null when the text is a date alone.</param>
public sealed record Moment(LocalDate Date, long? UnixMs);

/// <summary>Reads <c>YYYY-MM-DD</c> and RFC 3339.</summary>
public static partial class Moments
{
    /// <summary>Null when the text is neither.</summary>
    public static Moment? Read(string text)
    {
        Match match = Syntax().Match(text);
        if (!match.Success) return null;
        int Part(string name) => int.Parse(match.Groups[name].Value);
        if (Part("year") < 1 || Part("month") is < 1 or > 12 || Part("day") < 1) return null;
        if (Part("day") > CalendarSystem.Iso.GetDaysInMonth(Part("year"), Part("month"))) return null;
        var date = new LocalDate(Part("year"), Part("month"), Part("day"));
        if (!match.Groups["hour"].Success) return new Moment(date, null);
        if (Part("hour") > 23 || Part("minute") > 59 || Part("second") > 59) return null;
        long offsetMinutes = 0;
        if (match.Groups["sign"].Success)
        {
            if (Part("offsetHour") > 23 || Part("offsetMinute") > 59) return null;
            offsetMinutes = Part("offsetHour") * 60 + Part("offsetMinute");
            if (match.Groups["sign"].Value == "-") offsetMinutes = -offsetMinutes;
        }
        string fraction = (match.Groups["fraction"].Value + "000")[..3];
        long midnight = Instant.FromUtc(date.Year, date.Month, date.Day, 0, 0).ToUnixTimeMilliseconds();
        long minutes = Part("hour") * 60 + Part("minute") - offsetMinutes;
        return new Moment(date, midnight + minutes * 60_000 + Part("second") * 1_000 + int.Parse(fraction));
    }

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
        + @"([Tt](?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?"
        + @"([Zz]|(?<sign>[+-])(?<offsetHour>[0-9]{2}):(?<offsetMinute>[0-9]{2})))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Syntax();
}
