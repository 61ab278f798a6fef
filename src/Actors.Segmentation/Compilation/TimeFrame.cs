using Actors.Segmentation.State;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>A window with the retention of its events: which events count at an instant.</summary>
/// <remarks>
/// An event at s counts for every now with <c>Enter(s) &lt;= now &lt; Exit(s)</c>, provided that s lies in the absolute range. With
/// fixed lengths both edges follow the order of s; by the calendar they do not quite, so edges are then tested one by one.
/// </remarks>
internal sealed class TimeFrame(Calendar calendar, Length? far, Length? near, Length? retention, long from, long before)
{
    // Fixed lengths: the sooner of both expiries.
    private readonly long _farMs = Math.Min(
        far is { IsFixed: true } f ? f.Ms : Calendar.Never, retention is { IsFixed: true } r ? r.Ms : Calendar.Never);
    private readonly bool _isFixed = (far ?? default).IsFixed && (near ?? default).IsFixed && (retention ?? default).IsFixed;
    private readonly bool _expires = far is not null || retention is not null;

    public Length? Far { get; } = far;

    public Length? Retention { get; } = retention;

    /// <summary>First instant of the absolute range.</summary>
    public long From { get; } = from;

    /// <summary>First instant after the absolute range.</summary>
    public long Before { get; } = before;

    public bool HasRange => From != long.MinValue || Before != long.MaxValue;

    /// <summary>All events ever.</summary>
    public bool IsEver => !_expires && near is null && !HasRange;

    /// <summary>Ends now and has one fixed length: the common case, with closed forms.</summary>
    public bool IsSliding => _isFixed && _expires && near is null && !HasRange;

    /// <summary>Length of a sliding window.</summary>
    public long SlidingMs => _farMs;

    public bool Includes(long s) => s >= From && s < Before;

    public long Enter(long s) => near is { } length ? length.After(calendar, s) : s;

    public long Exit(long s)
    {
        long exit = Far is { } length ? length.After(calendar, s) : Calendar.Never;
        return Retention is { } kept ? Math.Min(exit, kept.After(calendar, s)) : exit;
    }

    public bool Holds(long s, long now) => Includes(s) && Enter(s) <= now && now < Exit(s);

    /// <summary>Whether an event at s counts now or will count at any later instant.</summary>
    public bool MayHold(long s, long now) => Includes(s) && now < Exit(s);

    /// <summary>Finds the entries that count.</summary>
    /// <param name="change">The next instant at which that changes by the clock.</param>
    public void Select(in SeriesView series, long now, Runs runs, out long change)
    {
        runs.Clear();
        change = Calendar.Never;
        if (IsEver)
        {
            runs.Add(0, series.Count);
            return;
        }
        int first = From == long.MinValue ? 0 : series.FirstAtOrAfter(From);
        int end = Before == long.MaxValue ? series.Count : series.FirstAtOrAfter(Before);
        if (_isFixed) SelectFixed(series, now, first, end, runs, ref change);
        else SelectByCalendar(series, now, first, end, runs, ref change);
    }

    private void SelectFixed(in SeriesView series, long now, int first, int end, Runs runs, ref long change)
    {
        long nearMs = near?.Ms ?? 0;
        if (_expires) first = Math.Max(first, series.FirstAtOrAfter(now - _farMs + 1));
        int stop = nearMs == 0 ? end : Math.Min(end, series.FirstAtOrAfter(now - nearMs + 1));
        // A retention shorter than the near edge leaves nothing.
        if (_farMs <= nearMs) return;
        if (first < stop)
        {
            runs.Add(first, stop);
            if (_expires) change = series.Time(first) + _farMs;
        }
        int next = Math.Max(first, stop);
        if (next < end) change = Math.Min(change, series.Time(next) + nearMs);
    }

    private void SelectByCalendar(in SeriesView series, long now, int first, int end, Runs runs, ref long change)
    {
        // Roughly where the edges lie; only near them each entry must be tested exactly.
        long farEdge = RoughFarEdge(now);
        long nearEdge = near is { } length ? calendar.Plus(now - length.Ms, -length.Months) : now;
        if (farEdge != long.MinValue) first = Math.Max(first, series.FirstAtOrAfter(farEdge - Calendar.DisorderMs));
        for (int i = first; i < end; i++)
        {
            long s = series.Time(i);
            bool isPastFarEdge = farEdge == long.MinValue || s > farEdge + Calendar.DisorderMs;
            bool hasEntered = near is null || s < nearEdge - Calendar.DisorderMs || Enter(s) <= now;
            if (!isPastFarEdge && Exit(s) <= now) continue;
            if (hasEntered) runs.Add(i, i + 1);
            long soonest = hasEntered ? Math.Min(Soonest(Far, s), Soonest(Retention, s)) : Soonest(near, s);
            if (soonest < change)
            {
                long at = hasEntered ? Exit(s) : Enter(s);
                if (hasEntered || Exit(s) > at) change = Math.Min(change, at);
            }
            else if (near is null && isPastFarEdge)
            {
                // All that follow count too, and none of them leaves sooner.
                runs.Add(i + 1, end);
                return;
            }
        }
    }

    /// <summary>An instant before which the entry surely does not pass that edge; grows with s.</summary>
    private static long Soonest(Length? edge, long s) =>
        edge is { } length ? s + length.Ms + length.Months * 28L * 86_400_000 - Calendar.DisorderMs : Calendar.Never;

    private long RoughFarEdge(long now)
    {
        long edge = Far is { } length ? calendar.Plus(now - length.Ms, -length.Months) : long.MinValue;
        return Retention is { } kept ? Math.Max(edge, calendar.Plus(now - kept.Ms, -kept.Months)) : edge;
    }
}
