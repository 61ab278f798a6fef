using Actors.Oracle.History;
using Actors.Oracle.Time;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>Sequences, by trying every chain of events.</summary>
public sealed class Sequences(Events events, ZonedCalendar calendar)
{
    private readonly RowRules rules = new(calendar);

    public bool Holds(Sequence sequence, View view)
    {
        List<Entry> all = [.. events.Named(null, view)];
        SequenceStep? trailing = sequence.Steps[^1] is { IsNegated: true } last ? last : null;
        SequenceStep[] steps = [.. sequence.Steps.Take(sequence.Steps.Count - (trailing is null ? 0 : 1))];
        List<int> ends = [];
        for (int i = 0; i < all.Count; i++)
        {
            bool begins = Is(steps[0], all[i]) && Windows.Holds(sequence.Window, all[i].TimestampMs, view.NowMs, calendar);
            if (begins) Follow(steps, 1, all, i, ends);
        }
        if (ends.Count == 0 || trailing is null) return ends.Count > 0;
        // The latest event that can end such a chain: a newer one starts the wait afresh.
        int end = ends.Max();
        bool quiet = !all.Skip(end + 1).Any(entry => Is(trailing, entry));
        long due = trailing.Within is null ? all[end].TimestampMs : calendar.Plus(all[end].TimestampMs, trailing.Within);
        return quiet && view.NowMs >= due;
    }

    /// <summary>Adds every event that can be the last of a chain whose previous positive step is at <paramref name="at"/>.</summary>
    private void Follow(SequenceStep[] steps, int step, List<Entry> all, int at, List<int> ends)
    {
        if (step == steps.Length)
        {
            ends.Add(at);
            return;
        }
        SequenceStep? between = steps[step].IsNegated ? steps[step] : null;
        SequenceStep next = between is null ? steps[step] : steps[step + 1];
        for (int i = at + 1; i < all.Count; i++)
        {
            bool inTime = next.Within is null
                || all[i].TimestampMs < calendar.Plus(all[at].TimestampMs, next.Within);
            if (inTime && Is(next, all[i])) Follow(steps, step + (between is null ? 1 : 2), all, i, ends);
            if (between is not null && Is(between, all[i])) return;
        }
    }

    private bool Is(SequenceStep step, Entry entry) =>
        (step.Events.IsAny || step.Events.Name == entry.Event) && rules.Holds(step.Events.Where, Row.Of(entry));
}
