namespace Actors.Engine.Seam;

/// <summary>Members and statistics of one segment, merged from the partitions' partials.</summary>
public interface ISegment
{
    ValueTask Report(Partial absolute);

    ValueTask<SegmentView> Read();
}

/// <summary>A segment's statistics. <see cref="PartitionsMissing"/> partitions have not reported yet (after a start).</summary>
public sealed record SegmentView(
    int Segment,
    long AsOfMs,
    long Members,
    Int128 SpendMillionths,
    long Entries,
    long Exits,
    Recent RecentEntries,
    Recent RecentExits,
    IReadOnlyList<Arrival> Arrivals,
    int PartitionsMissing,
    Failing? Failing = null);

/// <summary>The address of a segment actor: the segment's stable number in the catalog.</summary>
public readonly record struct SegmentKey(int Segment);
