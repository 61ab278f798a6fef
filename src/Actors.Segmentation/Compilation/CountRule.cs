using Actors.Segmentation.State;

namespace Actors.Segmentation.Compilation;

/// <summary><c>count(E in w) >= n</c> for a window that slides, or for ever: answered from one entry.</summary>
/// <remarks>The count is at least n exactly as long as the n-th newest event is in the window.</remarks>
internal sealed class CountRule(SeriesPlan series, TimeFrame frame, int least, bool negated) : Rule
{
    public override bool IsCheap => true;

    public override int Weight => 3;

    public override bool Holds(ref Scope scope, out long until)
    {
        until = long.MaxValue;
        SeriesView view = series.Store.Open(scope.State);
        if (frame.IsEver) return view.BaseCount + view.Count >= least != negated;
        int index = view.Count - least;
        if (index < 0) return negated;
        long exit = view.Time(index) + frame.SlidingMs;
        if (exit <= scope.Now) return negated;
        until = exit;
        return !negated;
    }
}
