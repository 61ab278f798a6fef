using System.Globalization;
using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>The calendar as the specification words it.</summary>
internal sealed class OracleTime(string zoneId)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[zoneId];

    public LocalDateTime Local(long ms) => Instant.FromUnixTimeMilliseconds(ms).InZone(_zone).LocalDateTime;

    public long FirstInstant(LocalDate date) => _zone.AtStartOfDay(date).ToInstant().ToUnixTimeMilliseconds();

    public long Plus(long ms, DurationLiteral duration)
    {
        if (duration.Unit is not (DurationUnit.Months or DurationUnit.Years))
        {
            long unit = duration.Unit switch
            {
                DurationUnit.Seconds => 1000,
                DurationUnit.Minutes => 60 * 1000,
                DurationUnit.Hours => 3600 * 1000,
                DurationUnit.Days => 24 * 3600 * 1000,
                _ => 7 * 24 * 3600 * 1000,
            };
            return ms + duration.Count * unit;
        }
        LocalDateTime from = Local(ms);
        int months = (int)duration.Count * (duration.Unit == DurationUnit.Years ? 12 : 1);
        LocalDateTime to = from.PlusMonths(months);
        // NodaTime takes the last day of the month where the day does not exist.
        if (to.Day != from.Day) return FirstInstant(to.Date.PlusDays(1));
        var mapping = _zone.MapLocal(to);
        Instant instant = mapping.Count switch
        {
            0 => mapping.EarlyInterval.WallOffset is var offset ? to.WithOffset(offset).ToInstant() : default,
            _ => mapping.First().ToInstant(),
        };
        return instant.ToUnixTimeMilliseconds();
    }

    /// <summary>An instant, or a local date; null when the text is neither.</summary>
    public static object? Moment(string text)
    {
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date))
        {
            return LocalDate.FromDateTime(date);
        }
        string[] formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK"];
        return text.Length > 19 && DateTimeOffset.TryParseExact(
            text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant.ToUnixTimeMilliseconds()
            : null;
    }
}
