using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Engine.Statistics;

/// <summary>
/// One partition's statistics: a fold of its outbox and of nothing else, so that recovery gets exactly the same by folding the same
/// blocks, however much of the customers' states had been saved.
/// </summary>
internal sealed class PartitionTotals
{
    // By the segments' small stable numbers.
    private SegmentTotals?[] _segments = new SegmentTotals?[64];

    /// <summary>Adds one outbox block.</summary>
    public void Fold(ReadOnlySpan<Migration> migrations, ReadOnlySpan<Contribution> changes)
    {
        foreach (ref readonly Migration m in migrations)
        {
            if (m.From != Migration.None)
            {
                Of(m.From).Left(m.AtMs);
            }
            if (m.To != Migration.None)
            {
                Of(m.To).Entered(m.From, m.AtMs);
            }
        }
        foreach (ref readonly Contribution change in changes)
        {
            Of(change.Segment).Add(change.Members, change.SpendMillionths);
        }
    }

    /// <summary>Whether anybody is in a segment.</summary>
    public bool HasMembers(int segment) => segment < _segments.Length && _segments[segment] is { Members: > 0 };

    /// <summary>A catalog's segments are reported even where nobody is inside: a segment waits for every partition's word.</summary>
    public void Include(Catalog catalog)
    {
        foreach (Unit unit in catalog.Units)
        {
            foreach (Segment segment in unit.Segments)
            {
                Of(segment.Id).Changed = true;
            }
        }
    }

    /// <summary>A segment's report did not arrive.</summary>
    public void Again(SegmentKey key) => Of(key.Segment).Changed = true;

    /// <summary>The partials to report: those that changed, with <paramref name="recent"/> those whose windows still slide, or all.</summary>
    public void Report(
        int partition, long epoch, long position, long nowMs, bool recent, bool full, Action<SegmentKey, Partial> report)
    {
        for (int segment = 0; segment < _segments.Length; segment++)
        {
            if (_segments[segment] is { } totals && (full || totals.Changed || (recent && totals.Slides)))
            {
                totals.Changed = false;
                report(new SegmentKey(segment), totals.Report(partition, epoch, position, nowMs));
            }
        }
    }

    public void Write(BlockWriter to)
    {
        to.Unsigned((ulong)_segments.Count(totals => totals is not null));
        for (int segment = 0; segment < _segments.Length; segment++)
        {
            if (_segments[segment] is { } totals)
            {
                to.Unsigned((ulong)segment);
                totals.Write(to);
            }
        }
    }

    public static PartitionTotals Read(ref BlockReader from)
    {
        var read = new PartitionTotals();
        int count = from.Count(ushort.MaxValue);
        for (int i = 0; i < count; i++)
        {
            int segment = from.Count(ushort.MaxValue);
            read.Place(segment) = SegmentTotals.Read(ref from);
        }
        return read;
    }

    private SegmentTotals Of(int segment) => Place(segment) ??= new SegmentTotals();

    private ref SegmentTotals? Place(int segment)
    {
        if (segment >= _segments.Length)
        {
            Array.Resize(ref _segments, Math.Max(_segments.Length * 2, segment + 1));
        }
        return ref _segments[segment];
    }
}
