using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Segmentation.Language.Checking;

/// <summary>Windows that hold nothing.</summary>
public sealed partial class TypeChecker
{
    private void CheckWindow(Window window)
    {
        switch (window)
        {
            case RelativeWindow { Near: null } relative when relative.Far.Count == 0:
                Refuse(relative, "A window of no length holds nothing.");
                break;
            case RelativeWindow { Near: { } near } relative when !DurationBounds.IsAlwaysLonger(relative.Far, near):
                Refuse(
                    relative,
                    "The far edge of a window comes first and is further back than the near edge, as in 6mo..4mo.");
                break;
            case BetweenWindow between:
                CheckOrder(between.From, between.To);
                break;
        }
    }

    private void CheckOrder(MomentLiteral from, MomentLiteral to)
    {
        if (IsReversed(from, to)) Refuse(to, "The later date comes second: between 2026-11-20 and 2026-12-01.");
    }

    private static bool IsReversed(MomentLiteral from, MomentLiteral to) => (from, to) switch
    {
        (DateLiteral first, DateLiteral second) => first.Date > second.Date,
        (InstantLiteral first, InstantLiteral second) => first.UnixMilliseconds > second.UnixMilliseconds,
        // Zones reach from -12 to +14 hours: a date and an instant are surely reversed only when more than a day apart.
        _ => UtcDate(from) > UtcDate(to).PlusDays(1),
    };

    // At the very ends of the calendar the next day is not needed: nothing is later.
    private static LocalDate UtcDate(MomentLiteral moment) => moment is DateLiteral date
        ? LocalDate.Min(date.Date, LastDate)
        : LocalDate.Min(
            Instant.FromUnixTimeMilliseconds(((InstantLiteral)moment).UnixMilliseconds).InUtc().Date, LastDate);

    private static readonly LocalDate LastDate = new(9999, 12, 30);
}
