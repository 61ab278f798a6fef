using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.State;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary><c>count(E)</c></summary>
internal sealed class CountOperand(SeriesPlan series, TimeFrame frame) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        SeriesView view = series.Store.Open(scope.State);
        Runs runs = scope.Work.Runs;
        frame.Select(view, scope.Now, runs, out change);
        long count = frame.IsEver ? view.BaseCount : 0;
        for (int i = 0; i < runs.Length; i++) count += runs.End(i) - runs.Start(i);
        value = Datum.Whole(count);
    }
}

/// <summary><c>first(E)</c>, <c>last(E)</c>: an instant.</summary>
internal sealed class OccurrenceOperand(SeriesPlan series, TimeFrame frame, OccurrenceKind kind) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        SeriesView view = series.Store.Open(scope.State);
        Runs runs = scope.Work.Runs;
        frame.Select(view, scope.Now, runs, out change);
        if (runs.Length == 0) value = default;
        else value = Datum.Instant(view.Time(kind == OccurrenceKind.First ? runs.Start(0) : runs.End(runs.Length - 1) - 1));
    }
}

/// <summary><c>sum</c>, <c>avg</c>, <c>min</c>, <c>max</c> of numbers.</summary>
internal sealed class NumbersOperand(SeriesPlan series, TimeFrame frame, AggregateFunction function) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        SeriesView view = series.Store.Open(scope.State);
        Runs runs = scope.Work.Runs;
        frame.Select(view, scope.Now, runs, out change);
        value = function switch
        {
            AggregateFunction.Sum => Datum.Number(Sum(view, runs)),
            AggregateFunction.Average => Average(view, runs),
            _ => Extreme(view, runs),
        };
    }

    private Int128 Sum(scoped in SeriesView view, Runs runs)
    {
        if (frame.IsEver) return view.SumThrough(view.Count - 1);
        Int128 sum = 0;
        for (int i = 0; i < runs.Length; i++) sum += view.SumThrough(runs.End(i) - 1) - view.SumThrough(runs.Start(i) - 1);
        return sum;
    }

    private Datum Average(scoped in SeriesView view, Runs runs)
    {
        long count = frame.IsEver ? view.BaseCount : 0;
        for (int i = 0; i < runs.Length; i++) count += runs.End(i) - runs.Start(i);
        if (count == 0) return default;
        Datum average = Datum.Number(Sum(view, runs));
        average.Divisor = count;
        return average;
    }

    private Datum Extreme(scoped in SeriesView view, Runs runs)
    {
        bool isMinimum = function == AggregateFunction.Minimum;
        bool any = frame.IsEver && view.BaseCount > 0;
        Int128 extreme = !any ? 0 : isMinimum ? view.BaseMinimum : view.BaseMaximum;
        for (int run = 0; run < runs.Length; run++)
        {
            for (int i = runs.Start(run); i < runs.End(run); i++)
            {
                Int128 value = view.Value(i);
                if (!any || (isMinimum ? value < extreme : value > extreme)) extreme = value;
                any = true;
            }
        }
        return any ? Datum.Number(extreme) : default;
    }
}

/// <summary><c>distinct</c>, <c>top</c>, <c>first</c>, <c>last</c> of values.</summary>
internal sealed class ValuesOperand(SeriesPlan series, TimeFrame frame, AggregateFunction function) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = long.MaxValue;
        value = default;
        ReadOnlySpan<long> region = series.Store.Values(scope.State);
        if (function is AggregateFunction.First or AggregateFunction.Last) ReadEnd(scope.Now, region, ref value, ref change);
        else ReadFrequencies(scope.Now, region, scope.Work.Values, ref value, ref change);
    }

    private void ReadEnd(long now, ReadOnlySpan<long> region, ref Datum value, ref long change)
    {
        ValueWalk walk = new(region);
        long leaves = long.MaxValue;
        bool found = false;
        while (walk.MoveNext())
        {
            if (!frame.Holds(walk.Time, now))
            {
                change = Math.Min(change, EntersAt(walk.Time, now));
                continue;
            }
            if (found && function == AggregateFunction.First) continue;
            found = true;
            value = Datum.Of(walk.Value);
            leaves = frame.Exit(walk.Time);
        }
        change = Math.Min(change, leaves);
    }

    private void ReadFrequencies(long now, ReadOnlySpan<long> region, ValueSet seen, ref Datum value, ref long change)
    {
        seen.Clear();
        ReadOnlySpan<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(region);
        ValueWalk walk = new(region);
        for (int eventRank = 0; walk.MoveNext();)
        {
            if (walk.IsFirstOfEvent) eventRank++;
            bool holds = frame.Holds(walk.Time, now);
            change = Math.Min(change, holds ? frame.Exit(walk.Time) : EntersAt(walk.Time, now));
            if (!holds || walk.Value.Kind is DocKind.List or DocKind.Object) continue;
            seen.Add(bytes, (walk.At + 2) * 8, walk.Bytes.Length, eventRank);
        }
        if (function == AggregateFunction.Distinct) value = Datum.Whole(seen.Count);
        else if (seen.Count > 0) value = Datum.Of(Top(bytes, seen));
    }

    internal static DocValue Top(ReadOnlySpan<byte> bytes, ValueSet seen)
    {
        int best = 0;
        for (int i = 1; i < seen.Count; i++)
        {
            int order = seen[i].Times.CompareTo(seen[best].Times);
            if (order == 0) order = seen[i].LastEvent.CompareTo(seen[best].LastEvent);
            if (order == 0) order = -OrdinalOrder(ValueAt(bytes, seen[i]), ValueAt(bytes, seen[best]));
            if (order > 0) best = i;
        }
        return ValueAt(bytes, seen[best]);
    }

    private static DocValue ValueAt(ReadOnlySpan<byte> bytes, in ValueSet.Counted counted) =>
        new(bytes.Slice(counted.Start, counted.Length));

    /// <summary>False, true, numbers, texts.</summary>
    private static int OrdinalOrder(DocValue left, DocValue right)
    {
        if (left.Kind != right.Kind) return left.Kind.CompareTo(right.Kind);
        return left.Kind == DocKind.Number
            ? left.Number.CompareTo(right.Number)
            : Comparing.CompareTexts(left.Text, right.Text);
    }

    private long EntersAt(long s, long now)
    {
        if (!frame.MayHold(s, now)) return long.MaxValue;
        long enter = frame.Enter(s);
        return enter > now && enter < frame.Exit(s) ? enter : long.MaxValue;
    }
}
