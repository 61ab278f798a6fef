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
    private readonly SortedDictionary<int, SegmentTotals> _segments = [];

    /// <summary>Adds one outbox block.</summary>
    public void Fold(ReadOnlySpan<Migration> migrations, IReadOnlyList<Contribution> changes)
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
        foreach (Contribution change in changes)
        {
            Of(change.Segment).Add(change.Members, change.SpendMillionths);
        }
    }

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
        foreach ((int segment, SegmentTotals totals) in _segments)
        {
            if (full || totals.Changed || (recent && totals.Slides))
            {
                totals.Changed = false;
                report(new SegmentKey(segment), totals.Report(partition, epoch, position, nowMs));
            }
        }
    }

    public void Write(BlockWriter to)
    {
        to.Unsigned((ulong)_segments.Count);
        foreach ((int segment, SegmentTotals totals) in _segments)
        {
            to.Unsigned((ulong)segment);
            totals.Write(to);
        }
    }

    public static PartitionTotals Read(ref BlockReader from)
    {
        var read = new PartitionTotals();
        int count = from.Count(ushort.MaxValue);
        for (int i = 0; i < count; i++)
        {
            int segment = from.Count(ushort.MaxValue);
            read._segments[segment] = SegmentTotals.Read(ref from);
        }
        return read;
    }

    private SegmentTotals Of(int segment)
    {
        if (!_segments.TryGetValue(segment, out SegmentTotals? totals))
        {
            _segments[segment] = totals = new SegmentTotals();
        }
        return totals;
    }
}
