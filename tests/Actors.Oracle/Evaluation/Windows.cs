using Actors.Oracle.Time;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>Whether an event's instant is in a window.</summary>
public static class Windows
{
    public static bool Holds(Window window, long timestampMs, long nowMs, ZonedCalendar calendar) => window switch
    {
        EverWindow => true,
        RelativeWindow { Near: null } relative => nowMs < calendar.Plus(timestampMs, relative.Far),
        RelativeWindow { Near: { } near } relative => calendar.Plus(timestampMs, near) <= nowMs
            && nowMs < calendar.Plus(timestampMs, relative.Far),
        SinceWindow since => timestampMs >= First(since.From, calendar),
        BetweenWindow between => timestampMs >= First(between.From, calendar)
            && timestampMs <= Last(between.To, calendar),
        _ => throw new NotSupportedException($"{window}"),
    };

    private static long First(MomentLiteral moment, ZonedCalendar calendar) => moment switch
    {
        DateLiteral date => calendar.StartOf(date.Date),
        InstantLiteral instant => instant.UnixMilliseconds,
        _ => throw new NotSupportedException($"{moment}"),
    };

    private static long Last(MomentLiteral moment, ZonedCalendar calendar) => moment switch
    {
        DateLiteral date => calendar.EndOf(date.Date) - 1,
        InstantLiteral instant => instant.UnixMilliseconds,
        _ => throw new NotSupportedException($"{moment}"),
    };
}
