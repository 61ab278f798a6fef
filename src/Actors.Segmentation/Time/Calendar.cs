using NodaTime;
using NodaTime.TimeZones;

namespace Actors.Segmentation.Time;

/// <summary>Dates and times of day in the catalog's time zone. Instants are Unix milliseconds UTC.</summary>
internal sealed class Calendar(DateTimeZone zone)
{
    /// <summary>An instant that never comes.</summary>
    public const long Never = long.MaxValue;

    /// <summary>By how much <see cref="Plus"/> may depart from growing with its argument: days that do not exist (3 days), clocks put
    /// back or a date skipped (1 day), and room.</summary>
    public const long DisorderMs = 5 * 86_400_000L;

    // What the calendar can tell, with room to add two centuries: years 1 to 9700.
    private const long FirstMs = -62_135_596_800_000;
    private const long LastMs = 243_900_000_000_000;

    public string ZoneId => zone.Id;

    /// <summary>Adds calendar months to the local time. A day that does not exist becomes the first instant of the next month; a skipped
    /// local time moves forward by the gap; a repeated one is its first occurrence.</summary>
    public long Plus(long ms, int months)
    {
        if (ms < FirstMs) return ms;
        if (ms > LastMs) return Never;
        LocalDateTime local = Instant.FromUnixTimeMilliseconds(ms).InZone(zone).LocalDateTime;
        int month = local.Year * 12 + local.Month - 1 + months;
        int year = month / 12;
        month = month % 12 + 1;
        if (local.Day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return StartOfDay(new LocalDate(year, month, 1).PlusMonths(1));
        }
        LocalDateTime target = new LocalDate(year, month, local.Day).At(local.TimeOfDay);
        return zone.ResolveLocal(target, Resolvers.LenientResolver).ToInstant().ToUnixTimeMilliseconds();
    }

    /// <summary>The first instant of a local day.</summary>
    public long StartOfDay(LocalDate date) => zone.AtStartOfDay(date).ToInstant().ToUnixTimeMilliseconds();

    /// <summary>The first instant after a local day.</summary>
    public long EndOfDay(LocalDate date) => date == LocalDate.MaxIsoValue ? Never : StartOfDay(date.PlusDays(1));

    public LocalDate DateOf(long ms) => At(ms).Date;

    public int MonthOf(long ms) => At(ms).Month;

    /// <summary>ISO: Monday is 1.</summary>
    public int WeekdayOf(long ms) => (int)At(ms).DayOfWeek;

    public int HourOf(long ms) => At(ms).Hour;

    private LocalDateTime At(long ms) =>
        Instant.FromUnixTimeMilliseconds(Math.Clamp(ms, FirstMs, LastMs)).InZone(zone).LocalDateTime;
}
