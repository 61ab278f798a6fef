using System.Runtime.InteropServices;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.State;

/// <summary>Adds entries to the series of a state, and drops those that no window needs any more.</summary>
/// <param name="id">Number of the series.</param>
internal sealed class SeriesStore(int id, SeriesKind kind, Extent extent, Calendar calendar)
{
    /// <summary>In the first word of a note: the entry stays for ever.</summary>
    public const long Pinned = 1L << 62;

    private readonly int _region = StateFormat.SeriesRegion + id;

    public int Id { get; } = id;

    public Extent Extent => extent;

    public SeriesShape Shape { get; } = new(kind, extent.HasBaseCount, extent.HasExtremes);

    public SeriesView Open(ReadOnlySpan<long> state) => SeriesView.Open(state, Id, Shape);

    public ReadOnlySpan<long> Values(ReadOnlySpan<long> state) => StateFormat.Region(state, _region);

    /// <summary>Adds one event at its place among the others: behind those of the same instant.</summary>
    public void AddTime(ref Block block, long s, long now)
    {
        SeriesView view = Open(block.Words);
        int head = Shape.CountWords;
        int at = view.FirstAtOrAfter(s + 1);
        bool isFirst = at == 0, isLast = at == view.Count;
        if (extent.IsOver(calendar, s, now) && !(isFirst && extent.KeepsFirst) && !(isLast && extent.KeepsLast))
        {
            CountDropped(ref block);
            return;
        }
        if (isLast && TrySlide(ref block, view, now, 1) is { IsEmpty: false } slid)
        {
            slid[^1] = s;
            return;
        }
        int start = view.Count == 0 && view.BaseCount == 0 ? head : 0;
        Span<long> region = start > 0 ? block.Insert(_region, 0, head + 1) : block.Insert(_region, head + at, 1);
        region[head + at] = s;
        DropTimes(ref block, now, isLast && at > 0 ? at - 1 : -1);
    }

    /// <summary>Adds one row with its number, in millionths.</summary>
    public void AddNumber(ref Block block, long s, Int128 value, long now)
    {
        ReadOnlySpan<long> old = StateFormat.Region(block.Words, _region, out bool wide);
        SeriesView view = new(old, wide, Shape);
        if (old.IsEmpty) block.Insert(_region, 0, Shape.HeadWords(wide: false));
        int at = view.FirstAtOrAfter(s + 1);
        bool isOver = extent.IsOver(calendar, s, now);
        if (!wide && !FitsNarrow(view, isOver ? 0 : at, value))
        {
            Widen(ref block);
            wide = true;
            view = Open(block.Words);
        }
        int stride = Shape.Stride(wide);
        int head = Shape.HeadWords(wide);
        if (isOver)
        {
            Span<long> region = block.Region(_region);
            FoldIntoHead(region, wide, value);
            for (int i = 0; i < view.Count; i++) AddTo(region[(head + i * stride + 1)..], wide, value);
            return;
        }
        Int128 before = view.SumThrough(at - 1);
        if (!wide && !Shape.HasBaseCount && at == view.Count && TrySlide(ref block, view, now, 2) is { IsEmpty: false } slid)
        {
            slid[^2] = s;
            slid[^1] = (long)(before + value);
            return;
        }
        Span<long> grown = block.Insert(_region, head + at * stride, stride);
        Span<long> entry = grown[(head + at * stride)..];
        entry[0] = s;
        Write(entry[1..], wide, before + value);
        for (int i = stride; i < entry.Length; i += stride) AddTo(entry[(i + 1)..], wide, value);
        DropNumbers(ref block, now, wide);
    }

    /// <summary>Adds one row with its value, a document.</summary>
    public void AddValue(ref Block block, long s, scoped ReadOnlySpan<byte> value, bool firstOfEvent, long now)
    {
        ReadOnlySpan<long> old = StateFormat.Region(block.Words, _region);
        ValueWalk walk = new(old);
        int at = old.Length;
        while (walk.MoveNext())
        {
            if (walk.Time <= s) continue;
            at = walk.At;
            break;
        }
        bool isPinned = (at == 0 && extent.KeepsFirst) || (at == old.Length && extent.KeepsLast);
        if (extent.IsOver(calendar, s, now) && !isPinned) return;
        int words = ValueWalk.WordsFor(value.Length);
        Span<long> entry = block.Insert(_region, at, words).Slice(at, words);
        entry[0] = s;
        entry[1] = ValueWalk.Header(value.Length, firstOfEvent);
        value.CopyTo(MemoryMarshal.AsBytes(entry[2..]));
        DropValues(ref block, now);
    }

    /// <summary>Adds one event with what is kept of it, at its place among the others: behind those of the same instant.</summary>
    /// <param name="notes">What follows the instant; an entry whose first word has <see cref="Pinned"/> is never dropped.</param>
    public void AddNoted(ref Block block, long s, scoped ReadOnlySpan<long> notes, long now)
    {
        if (!IsPinned(notes[0]) && extent.IsOver(calendar, s, now)) return;
        int stride = notes.Length + 1;
        int at = Open(block.Words).FirstAtOrAfter(s + 1) * stride;
        Span<long> entry = block.Insert(_region, at, stride).Slice(at, stride);
        entry[0] = s;
        notes.CopyTo(entry[1..]);
        DropNoted(ref block, now, stride);
    }

    private void DropNoted(ref Block block, long now, int stride)
    {
        SeriesView view = Open(block.Words);
        for (int i = 0; i < view.Count && extent.IsOver(calendar, view.Time(i), now);)
        {
            if (IsPinned(view.Note(i)))
            {
                i++;
                continue;
            }
            block.Remove(_region, i * stride, stride);
            view = Open(block.Words);
        }
    }

    private static bool IsPinned(long note) => (note & Pinned) != 0;

    /// <summary>Where the oldest entry alone is over and a newest comes, the region keeps its size: the others move up and leave the
    /// last place free. Empty when that is not the case.</summary>
    private Span<long> TrySlide(ref Block block, scoped in SeriesView view, long now, int stride)
    {
        if (view.Count < 2 || extent.KeepsFirst || extent.KeepsLast) return default;
        if (!extent.IsOver(calendar, view.Time(0), now) || extent.IsOver(calendar, view.Time(1), now)) return default;
        Span<long> region = block.Region(_region);
        if (Shape.HasBaseCount) region[0]++;
        if (stride == 2) region[Shape.CountWords] = (long)view.SumThrough(0);
        Span<long> entries = region[Shape.HeadWords(wide: false)..];
        entries[stride..].CopyTo(entries);
        return region;
    }

    private void CountDropped(ref Block block)
    {
        if (!Shape.HasBaseCount) return;
        Span<long> region = block.Region(_region);
        if (region.IsEmpty) region = block.Insert(_region, 0, 1);
        region[0]++;
    }

    private void DropTimes(ref Block block, long now, int formerLast)
    {
        int head = Shape.CountWords;
        SeriesView view = Open(block.Words);
        if (extent.KeepsLast && formerLast >= (extent.KeepsFirst ? 1 : 0) && formerLast < view.Count - 1
            && extent.IsOver(calendar, view.Time(formerLast), now))
        {
            CountDropped(ref block);
            block.Remove(_region, head + formerLast, 1);
            view = Open(block.Words);
        }
        int first = extent.KeepsFirst ? 1 : 0;
        int end = view.Count - (extent.KeepsLast ? 1 : 0);
        int stop = first;
        while (stop < end && extent.IsOver(calendar, view.Time(stop), now)) stop++;
        if (stop == first) return;
        if (Shape.HasBaseCount) block.Region(_region)[0] += stop - first;
        block.Remove(_region, head + first, stop - first);
    }

    private void DropNumbers(ref Block block, long now, bool wide)
    {
        SeriesView view = Open(block.Words);
        int stop = 0;
        while (stop < view.Count && extent.IsOver(calendar, view.Time(stop), now)) stop++;
        if (stop == 0) return;
        Span<long> region = block.Region(_region);
        Int128 through = view.SumThrough(-1);
        for (int i = 0; i < stop; i++)
        {
            Int128 next = view.SumThrough(i);
            FoldIntoHead(region, wide, next - through);
            through = next;
        }
        block.Remove(_region, Shape.HeadWords(wide), stop * Shape.Stride(wide));
    }

    private void DropValues(ref Block block, long now)
    {
        ReadOnlySpan<long> region = StateFormat.Region(block.Words, _region);
        ValueWalk walk = new(region);
        int start = 0, end = 0;
        for (int index = 0; walk.MoveNext(); index++)
        {
            bool isLast = walk.At + walk.Size == region.Length;
            if (index == 0 && extent.KeepsFirst)
            {
                start = end = walk.Size;
                continue;
            }
            if ((isLast && extent.KeepsLast) || !extent.IsOver(calendar, walk.Time, now)) break;
            end = walk.At + walk.Size;
        }
        if (end > start) block.Remove(_region, start, end - start);
    }

    /// <summary>A number leaves the entries, or never becomes one: it stays in sum, count and extremes.</summary>
    private void FoldIntoHead(Span<long> region, bool wide, Int128 value)
    {
        int size = wide ? 2 : 1;
        Span<long> sums = region[Shape.CountWords..];
        AddTo(sums, wide, value);
        if (!Shape.HasBaseCount) return;
        bool isFirst = region[0]++ == 0;
        if (!Shape.HasExtremes) return;
        if (isFirst || value < Read(sums[size..], wide)) Write(sums[size..], wide, value);
        if (isFirst || value > Read(sums[(2 * size)..], wide)) Write(sums[(2 * size)..], wide, value);
    }

    /// <summary>Whether every number of the region stays within 64 bits when a value is added before an entry.</summary>
    private static bool FitsNarrow(in SeriesView view, int at, Int128 value)
    {
        const long limit = long.MaxValue / 2;
        if (value > limit || value < -limit) return false;
        for (int i = view.Count - 1; i >= at - 1; i--)
        {
            Int128 sum = view.SumThrough(i);
            if (sum + value > limit || sum + value < -limit) return false;
        }
        return true;
    }

    private void Widen(ref Block block)
    {
        long[] old = block.Region(_region).ToArray();
        int fields = Shape.HasExtremes ? 3 : 1;
        int entries = (old.Length - Shape.HeadWords(wide: false)) / 2;
        block.Insert(_region, old.Length, fields + entries);
        block.SetWide(_region);
        Span<long> region = block.Region(_region);
        region.Clear();
        int from = Shape.CountWords, to = Shape.CountWords;
        if (from > 0) region[0] = old[0];
        for (int i = 0; i < fields; i++, to += 2) StateFormat.WriteWide(region.Slice(to, 2), old[from++]);
        for (int i = 0; i < entries; i++, to += 3)
        {
            region[to] = old[from++];
            StateFormat.WriteWide(region.Slice(to + 1, 2), old[from++]);
        }
    }

    private static Int128 Read(ReadOnlySpan<long> at, bool wide) => wide ? StateFormat.ReadWide(at[..2]) : at[0];

    private static void Write(Span<long> at, bool wide, Int128 value)
    {
        if (wide) StateFormat.WriteWide(at[..2], value);
        else at[0] = (long)value;
    }

    private static void AddTo(Span<long> at, bool wide, Int128 value) => Write(at, wide, Read(at, wide) + value);
}
