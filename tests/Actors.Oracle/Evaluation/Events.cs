using Actors.Oracle.History;
using Actors.Oracle.Time;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>Which of a customer's events count: retention is an outer window on every feature.</summary>
/// <param name="retention">Event name → how long its events count; <c>*</c> for all others.</param>
public sealed class Events(ZonedCalendar calendar, IReadOnlyDictionary<string, DurationLiteral> retention)
{
    /// <summary>Events of that name (null: any) that still count at the view's instant, by (timestamp, log order).</summary>
    public IEnumerable<Entry> Named(string? name, View view) => view.Entries
        .Where(entry => entry.IsEvent && (name is null || entry.Event == name) && IsKept(entry, view.NowMs))
        .OrderBy(entry => entry.TimestampMs)
        .ThenBy(entry => entry.Position);

    /// <summary>Those of them in the window.</summary>
    public IEnumerable<Entry> Selected(EventSelector events, Window window, View view) =>
        Named(events.Name, view).Where(entry => Windows.Holds(window, entry.TimestampMs, view.NowMs, calendar));

    private bool IsKept(Entry entry, long nowMs)
    {
        if (!retention.TryGetValue(entry.Event, out DurationLiteral? kept) && !retention.TryGetValue("*", out kept))
            return true;
        return nowMs < calendar.Plus(entry.TimestampMs, kept);
    }
}
