using Actors.Segmentation.State;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>One positive step of a sequence.</summary>
/// <param name="Selector">Which events it can be.</param>
/// <param name="Between">What must not come between the step before and this one; −1: anything may.</param>
/// <param name="Within">How soon after the step before; null: any time.</param>
internal readonly record struct ChainStep(int Selector, int Between, Length? Within);

/// <summary>A negated last step.</summary>
/// <param name="Selector">What must not come after the chain.</param>
/// <param name="Wait">How long it must not have come.</param>
internal readonly record struct ChainEnd(int Selector, Length Wait);

/// <summary><c>sequence(A then B within 1d then no C within 1h in 7d)</c>: chains of events, followed step by step.</summary>
/// <remarks>
/// For each step the events are found that can be it at the end of some chain whose first event is in the window. As a rule the nearest
/// event of the step before decides: it is the one that is soonest enough, and has the fewest in between.
/// </remarks>
internal sealed class SequenceRule(StepSeries series, ChainStep[] chain, ChainEnd? end, TimeFrame frame, Calendar calendar) : TimedRule
{
    public override int Weight => 20;

    protected override bool Test(ref Scope scope, out long change)
    {
        change = Calendar.Never;
        SeriesView view = series.Store.Open(scope.State);
        if (!series.Lifetimes.AreEndless) change = SoonestEnd(view, scope.Now);
        Begin(view, scope.Now, scope.Work.Reached, ref change);
        for (int step = 1; step < chain.Length && scope.Work.Reached.Count > 0; step++)
        {
            Follow(view, scope.Now, chain[step], scope.Work.Reached, scope.Work.Next);
            (scope.Work.Reached, scope.Work.Next) = (scope.Work.Next, scope.Work.Reached);
        }
        if (scope.Work.Reached.Count == 0) return false;
        return end is not { } quiet || HasStayedQuiet(view, scope.Now, quiet, scope.Work.Reached[^1], ref change);
    }

    /// <summary>The first steps, in the window.</summary>
    private void Begin(in SeriesView view, long now, List<int> reached, ref long change)
    {
        reached.Clear();
        for (int i = 0; i < view.Count; i++)
        {
            long s = view.Time(i);
            if (!Counts(view, i, chain[0].Selector, now)) continue;
            if (frame.IsEver)
            {
                reached.Add(i);
                continue;
            }
            if (!frame.MayHold(s, now)) continue;
            if (frame.Enter(s) > now)
            {
                change = Math.Min(change, frame.Enter(s));
                continue;
            }
            change = Math.Min(change, frame.Exit(s));
            reached.Add(i);
        }
    }

    private void Follow(in SeriesView view, long now, in ChainStep step, List<int> before, List<int> reached)
    {
        reached.Clear();
        int interrupted = -1;
        int passed = 0;
        for (int i = before[0] + 1; i < view.Count; i++)
        {
            while (passed < before.Count && before[passed] < i) passed++;
            if (Counts(view, i, step.Selector, now) && IsReached(view, i, step, before, passed, interrupted)) reached.Add(i);
            // It stands between only those before and those behind it.
            if (step.Between >= 0 && Counts(view, i, step.Between, now)) interrupted = i;
        }
    }

    /// <summary>Whether one of the first <paramref name="passed"/> events of the step before leads to this one.</summary>
    private bool IsReached(in SeriesView view, int i, in ChainStep step, List<int> before, int passed, int interrupted)
    {
        if (step.Within is not { } within) return before[passed - 1] >= interrupted;
        long s = view.Time(i);
        long nearest = view.Time(before[passed - 1]);
        for (int k = passed - 1; k >= 0 && before[k] >= interrupted; k--)
        {
            long from = view.Time(before[k]);
            if (s < within.After(calendar, from)) return true;
            // By the calendar an earlier event may reach further than a later one, but not by much.
            if (within.IsFixed || from < nearest - Calendar.DisorderMs) return false;
        }
        return false;
    }

    private bool HasStayedQuiet(in SeriesView view, long now, in ChainEnd quiet, int last, ref long change)
    {
        for (int i = last + 1; i < view.Count; i++)
        {
            if (Counts(view, i, quiet.Selector, now)) return false;
        }
        long due = quiet.Wait.After(calendar, view.Time(last));
        if (now >= due) return true;
        change = Math.Min(change, due);
        return false;
    }

    private bool Counts(in SeriesView view, int i, int selector, long now)
    {
        long note = view.Note(i);
        return StepSeries.Meets(note, selector)
            && (series.Lifetimes.AreEndless || now < series.Lifetimes.EndOf(StepSeries.LifetimeOf(note), view.Time(i)));
    }

    private long SoonestEnd(in SeriesView view, long now)
    {
        long soonest = Calendar.Never;
        for (int i = 0; i < view.Count; i++)
        {
            long ends = series.Lifetimes.EndOf(StepSeries.LifetimeOf(view.Note(i)), view.Time(i));
            if (ends > now) soonest = Math.Min(soonest, ends);
        }
        return soonest;
    }
}
