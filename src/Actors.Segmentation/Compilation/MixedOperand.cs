using System.Runtime.InteropServices;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.State;
using Actors.Segmentation.Time;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>An aggregate over events that count for different times: every entry is asked for its own end.</summary>
internal sealed class MixedOperand(SeriesPlan series, EventLifetimes lifetimes, TimeFrame frame, EventAggregate aggregate) : Operand
{
    private readonly AggregateFunction? _function = (aggregate as Aggregate)?.Function;

    /// <summary>What is known of the entries looked at so far.</summary>
    private struct Tally
    {
        public long Events;
        public long FirstMs;
        public long LastMs;
        public int Numbers;
        public Int128 Sum;
        public Int128 Minimum;
        public Int128 Maximum;
        public Range First;
        public Range Last;
    }

    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = Calendar.Never;
        ReadOnlySpan<long> region = series.Store.Values(scope.State);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(region);
        ValueSet seen = scope.Work.Values;
        seen.Clear();
        Tally tally = default;
        ValueWalk walk = new(region);
        for (int eventRank = 0; walk.MoveNext();)
        {
            if (walk.IsFirstOfEvent) eventRank++;
            if (!Counts(walk.Time, walk.Bytes[0], scope.Now, ref change)) continue;
            // Behind the two words of the entry's head, and the byte of its lifetime.
            int start = (walk.At + 2) * sizeof(long) + 1;
            int length = walk.Bytes.Length - 1;
            DocValue of = new(bytes.Slice(start, length));
            Add(ref tally, walk.Time, start..(start + length), of);
            if (_function is AggregateFunction.Distinct or AggregateFunction.Top && of.Kind is not (DocKind.List or DocKind.Object))
            {
                seen.Add(bytes, start, length, eventRank);
            }
        }
        value = ValueOf(tally, bytes, seen);
    }

    private bool Counts(long s, int lifetime, long now, ref long change)
    {
        if (!frame.Includes(s)) return false;
        long enter = frame.Enter(s);
        long exit = Math.Min(frame.Exit(s), lifetimes.EndOf(lifetime, s));
        if (exit <= now || exit <= enter) return false;
        change = Math.Min(change, enter > now ? enter : exit);
        return enter <= now;
    }

    private static void Add(ref Tally tally, long s, Range place, scoped DocValue value)
    {
        if (tally.Events++ == 0) (tally.FirstMs, tally.First) = (s, place);
        (tally.LastMs, tally.Last) = (s, place);
        if (value.Kind != DocKind.Number) return;
        Int128 number = value.Number.Millionths;
        tally.Minimum = tally.Numbers == 0 ? number : Int128.Min(tally.Minimum, number);
        tally.Maximum = tally.Numbers == 0 ? number : Int128.Max(tally.Maximum, number);
        tally.Sum += number;
        tally.Numbers++;
    }

    private Datum ValueOf(scoped in Tally tally, ReadOnlySpan<byte> bytes, ValueSet seen) => _function switch
    {
        AggregateFunction.Sum => Datum.Number(tally.Sum),
        AggregateFunction.Average when tally.Numbers > 0 => Datum.Number(tally.Sum) with { Divisor = tally.Numbers },
        AggregateFunction.Minimum when tally.Numbers > 0 => Datum.Number(tally.Minimum),
        AggregateFunction.Maximum when tally.Numbers > 0 => Datum.Number(tally.Maximum),
        AggregateFunction.Distinct => Datum.Whole(seen.Count),
        AggregateFunction.Top when seen.Count > 0 => Datum.Of(ValuesOperand.Top(bytes, seen)),
        AggregateFunction.First when tally.Events > 0 => Datum.Of(new DocValue(bytes[tally.First])),
        AggregateFunction.Last when tally.Events > 0 => Datum.Of(new DocValue(bytes[tally.Last])),
        null when aggregate is Count => Datum.Whole(tally.Events),
        null when tally.Events > 0 => Datum.Instant(((Occurrence)aggregate).Kind == OccurrenceKind.First ? tally.FirstMs : tally.LastMs),
        _ => default,
    };
}
