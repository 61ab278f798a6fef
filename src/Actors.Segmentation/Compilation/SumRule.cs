using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Compilation;

/// <summary><c>sum(E.p in w) >= n</c> for a window that slides, or for ever: answered from the running sums.</summary>
/// <remarks>As time passes the sum loses its oldest numbers, one instant after the other: the first loss that changes the answer is when.</remarks>
internal sealed class SumRule(SeriesPlan series, TimeFrame frame, ComparisonOperator op, Int128 millionths) : Rule
{
    // Of a customer with more numbers than that in the window, the rule is looked at again when so many have left it.
    private const int LooksMax = 1_024;

    public override int Weight => 5;

    public override bool Holds(ref Scope scope, out long until)
    {
        until = long.MaxValue;
        SeriesView view = series.Store.Open(scope.State);
        Int128 all = view.SumThrough(view.Count - 1);
        if (frame.IsEver) return Test(all);
        int first = view.FirstAtOrAfter(scope.Now - frame.SlidingMs + 1);
        bool holds = Test(all - view.SumThrough(first - 1));
        for (int i = first; i < view.Count; i++)
        {
            long leaves = view.Time(i);
            if (i - first == LooksMax)
            {
                until = leaves + frame.SlidingMs;
                break;
            }
            // Numbers of one instant leave together.
            if (i + 1 < view.Count && view.Time(i + 1) == leaves) continue;
            if (Test(all - view.SumThrough(i)) == holds) continue;
            until = leaves + frame.SlidingMs;
            break;
        }
        return holds;
    }

    private bool Test(Int128 sum) => Comparing.Test(sum.CompareTo(millionths), op);
}
