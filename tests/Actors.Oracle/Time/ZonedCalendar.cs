using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Oracle.Time;

/// <summary>The calendar of one time zone, by the rules of the protocols' page on time.</summary>
public sealed class ZonedCalendar(string timeZone)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
    private readonly Dictionary<(long, long, DurationUnit), long> sums = [];

    /// <summary>The instant <paramref name="duration"/> after another: fixed units add milliseconds, months and years add to local time.</summary>
    public long Plus(long unixMs, DurationLiteral duration)
    {
        (long, long, DurationUnit) key = (unixMs, duration.Count, duration.Unit);
        if (sums.TryGetValue(key, out long known)) return known;
        long sum = duration.Unit switch
        {
            DurationUnit.Seconds => unixMs + duration.Count * 1_000,
            DurationUnit.Minutes => unixMs + duration.Count * 60_000,
            DurationUnit.Hours => unixMs + duration.Count * 3_600_000,
            DurationUnit.Days => unixMs + duration.Count * 86_400_000,
            DurationUnit.Weeks => unixMs + duration.Count * 7 * 86_400_000,
            DurationUnit.Months => PlusMonths(unixMs, duration.Count),
            _ => PlusMonths(unixMs, duration.Count * 12),
        };
        sums[key] = sum;
        return sum;
    }

    public LocalDateTime Local(long unixMs) => Instant.FromUnixTimeMilliseconds(unixMs).InZone(zone).LocalDateTime;

    /// <summary>The first instant of a local day.</summary>
    public long StartOf(LocalDate date) => ToInstant(date.AtMidnight());

    /// <summary>The first instant after a local day.</summary>
    public long EndOf(LocalDate date) => StartOf(date.PlusDays(1));

    private long PlusMonths(long unixMs, long months)
    {
        LocalDateTime local = Local(unixMs);
        long month = local.Year * 12L + local.Month - 1 + months;
        int year = (int)(month / 12);
        int monthOfYear = (int)(month % 12) + 1;
        // A day that does not exist becomes the first instant of the next month.
        if (local.Day > CalendarSystem.Iso.GetDaysInMonth(year, monthOfYear))
            return ToInstant(new LocalDate(year, monthOfYear, 1).PlusMonths(1).AtMidnight());
        return ToInstant(new LocalDate(year, monthOfYear, local.Day).At(local.TimeOfDay));
    }

    /// <summary>A skipped local time moves forward by the gap; a repeated one is its first occurrence.</summary>
    private long ToInstant(LocalDateTime local)
    {
        NodaTime.TimeZones.ZoneLocalMapping mapping = zone.MapLocal(local);
        if (mapping.Count > 0) return mapping.First().ToInstant().ToUnixTimeMilliseconds();
        // By the offset in force before the gap, which is the same as moving forward by the gap.
        return (local.WithOffset(mapping.EarlyInterval.WallOffset).ToInstant()).ToUnixTimeMilliseconds();
    }
}
