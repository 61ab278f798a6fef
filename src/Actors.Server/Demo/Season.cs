namespace Actors.Server.Demo;

/// <summary>
/// How busy the shop is at an instant, 1 on average: the year's sales and feasts, the week, the hours of the day (UTC,
/// close enough to Paris).
/// </summary>
internal static class Season
{
    /// <summary>No instant is busier than this: the bound for drawing by rejection.</summary>
    public const double Max = 6;

    private static readonly double[] s_weekday = [1.12, 0.98, 0.96, 0.97, 0.95, 0.92, 1.10]; // Sunday first

    private static readonly double[] s_hour =
    [
        0.25, 0.12, 0.08, 0.06, 0.08, 0.20, 0.45, 0.80, 1.05, 1.20, 1.30, 1.45,
        1.40, 1.20, 1.10, 1.10, 1.20, 1.40, 1.65, 1.95, 2.05, 1.75, 1.20, 0.70,
    ];

    public static double Intensity(long ms)
    {
        DateTime t = DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime;
        return Year(t) * s_weekday[(int)t.DayOfWeek] * s_hour[t.Hour];
    }

    /// <summary>Sales run in January and at the end of June, as the French calendar has them.</summary>
    public static bool IsSale(long ms)
    {
        DateTime t = DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime;
        return (t.Month, t.Day) is (1, >= 8) or (2, <= 4) or (6, >= 24) or (7, <= 21) or (11, >= 22 and <= 30);
    }

    private static double Year(DateTime t) => (t.Month, t.Day) switch
    {
        (11, >= 22 and <= 30) => 2.1, // Black Friday
        (12, <= 20) => 1.8,
        (12, <= 25) => 0.7,
        (1, >= 8) or (2, <= 4) => 1.45,
        (6, >= 24) or (7, <= 21) => 1.35,
        (5, >= 18 and <= 30) => 1.2, // Mother's day
        (8, _) => 0.7,
        _ => 0.95,
    };
}
