using System.Collections.Concurrent;
using Actors.Cluster.Grains;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.EventLog.Routing;
using Actors.Segmentation.Records;

namespace Actors.Cluster.Addresses;

/// <summary>All addresses, as one silo has them.</summary>
internal sealed class ClusterDirectory(IGrainFactory grains, FolderInfo folder, IRoom room, Reports reports, int customerCallsMax)
    : IDirectory, IDisposable
{
    private readonly PartitionHash _routing = new(folder);
    private readonly SemaphoreSlim _underWay = new(customerCallsMax);
    private readonly ConcurrentDictionary<int, SegmentAddress> _segments = [];

    // Asked for by its interface, a reference costs a look at that interface's attributes: too much for each event.
    private readonly GrainReference _anyCustomer = (GrainReference)grains.GetGrain<ICustomerGrain>("any");
    private readonly IPartition[] _partitions =
    [
        .. Enumerable.Range(0, folder.Partitions).Select(n => new PartitionAddress(grains.GetGrain<IPartitionGrain>(n), n, room)),
    ];

    public int Partitions => folder.Partitions;

    public int PartitionOf(CustomerId id) => _routing.PartitionOf(id.Utf8.Span);

    public ICustomer Customer(CustomerId id, ref long hint)
    {
        GrainId grain = GrainId.Create(_anyCustomer.GrainId.Type, new IdSpan(id.Utf8.ToArray()));
        return new CustomerAddress((ICustomerGrain)grains.GetGrain(grain, _anyCustomer.InterfaceType), _underWay);
    }

    public IPartition Partition(int n) => _partitions[n];

    public ISegment Segment(SegmentKey key) =>
        _segments.GetOrAdd(key.Segment, static (segment, of) => new SegmentAddress(of.grains.GetGrain<ISegmentGrain>(segment), of.reports), (grains, reports));

    public void Dispose() => _underWay.Dispose();
}
