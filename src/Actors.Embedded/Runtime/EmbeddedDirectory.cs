using System.Collections.Concurrent;
using Actors.Engine.Seam;
using Actors.Engine.Segments;
using Actors.EventLog;
using Actors.EventLog.Routing;
using Actors.Segmentation.Records;

namespace Actors.Embedded.Runtime;

/// <summary>All addresses of one process.</summary>
internal sealed class EmbeddedDirectory : IDirectory
{
    private const int PlaceBits = 40;
    private const long PlaceMask = (1L << PlaceBits) - 1;
    private readonly ConcurrentDictionary<SegmentKey, EmbeddedSegment> _segments = [];
    private readonly PartitionHash _routing;
    private EmbeddedPartition[] _partitions = [];

    public EmbeddedDirectory(FolderInfo folder) => (_routing, Partitions) = (new PartitionHash(folder), folder.Partitions);

    public int Partitions { get; }

    public int PartitionOf(CustomerId id) => _routing.PartitionOf(id.Utf8.Span);

    /// <summary>
    /// Called by the owning partition only, on its lane. The hint holds the partition beside the place in it, so that a customer who was found
    /// once is found again without hashing its id.
    /// </summary>
    public ICustomer Customer(CustomerId id, ref long hint)
    {
        (long partition, long place) = PlaceOf(id, hint);
        ICustomer customer = _partitions[partition].Residents.Of(id, ref place);
        hint = (partition << PlaceBits) | place;
        return customer;
    }

    public void Expect(ReadOnlySpan<long> hints)
    {
        Span<int> places = stackalloc int[hints.Length];
        int count = 0;
        foreach (long hint in hints)
        {
            if (hint > 0)
            {
                places[count++] = (int)(hint & PlaceMask) - 1;
            }
        }
        if (count > 0)
        {
            _partitions[hints[hints.IndexOfAnyExcept(0, -1)] >> PlaceBits].Residents.Expect(places[..count]);
        }
    }

    public bool Offer(CustomerId id, ref long hint, StoredState state)
    {
        (long partition, long place) = PlaceOf(id, hint);
        bool more = _partitions[partition].Residents.Keep(ref place, state);
        hint = place > 0 ? (partition << PlaceBits) | place : hint;
        return more;
    }

    private (long Partition, long Place) PlaceOf(CustomerId id, long hint) =>
        hint > 0 ? (hint >> PlaceBits, hint & PlaceMask) : (PartitionOf(id), hint);

    public IPartition Partition(int n) => _partitions[n];

    public ISegment Segment(SegmentKey key) =>
        _segments.GetOrAdd(key, static (k, partitions) => new EmbeddedSegment(new SegmentActor(k, partitions)), Partitions);

    public void Place(EmbeddedPartition[] partitions) => _partitions = partitions;
}
