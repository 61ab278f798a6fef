using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;
using NodaTime;

namespace Actors.Segmentation.Compilation;

/// <summary><c>month(now)</c>, <c>weekday(now)</c>, <c>hour(now)</c>: changes by the clock alone.</summary>
internal sealed class SeasonOperand(DatePartKind part, Calendar calendar) : Operand
{
    private const long QuarterMs = 15 * 60_000;

    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        long now = scope.Now;
        switch (part)
        {
            case DatePartKind.Month:
                LocalDate today = calendar.DateOf(now);
                value = Datum.Whole(today.Month);
                change = calendar.StartOfDay(new LocalDate(today.Year, today.Month, 1).PlusMonths(1));
                break;
            case DatePartKind.Weekday:
                value = Datum.Whole(calendar.WeekdayOf(now));
                change = calendar.StartOfDay(calendar.DateOf(now).PlusDays(1));
                break;
            default:
                int hour = calendar.HourOf(now);
                value = Datum.Whole(hour);
                // Zones differ from UTC by quarters of an hour, and so do the steps of daylight saving.
                change = now - Mod(now) + QuarterMs;
                for (int i = 0; i < 8 && calendar.HourOf(change) == hour; i++) change += QuarterMs;
                break;
        }
    }

    private static long Mod(long ms) => ((ms % QuarterMs) + QuarterMs) % QuarterMs;
}
