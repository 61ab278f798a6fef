using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Checking;

/// <summary>How short or long a duration can be, wherever in the calendar it is counted from.</summary>
internal static class DurationBounds
{
    private const long Day = 86_400_000;

    // Least and most days of n months in a row, for n from 0 to 11.
    private static readonly int[] DaysMin = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];
    private static readonly int[] DaysMax = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];

    public static bool IsAlwaysLonger(DurationLiteral far, DurationLiteral near)
    {
        if (far.IsCalendar && near.IsCalendar) return far.Months > near.Months;
        return Shortest(far) > Longest(near);
    }

    private static long Shortest(DurationLiteral duration)
    {
        if (!duration.IsCalendar) return duration.Milliseconds;
        (long years, long months) = Math.DivRem(duration.Months, 12L);
        return (years * 365 + DaysMin[months]) * Day;
    }

    private static long Longest(DurationLiteral duration)
    {
        if (!duration.IsCalendar) return duration.Milliseconds;
        (long years, long months) = Math.DivRem(duration.Months, 12L);
        return (years * 366 + DaysMax[months]) * Day;
    }
}
