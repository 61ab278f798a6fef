using System.Text;
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
    private readonly IPartition[] _partitions =
    [
        .. Enumerable.Range(0, folder.Partitions).Select(n => new PartitionAddress(grains.GetGrain<IPartitionGrain>(n), n, room)),
    ];

    public int Partitions => folder.Partitions;

    public int PartitionOf(CustomerId id) => _routing.PartitionOf(id.Utf8.Span);

    public ICustomer Customer(CustomerId id, ref long hint) =>
        new CustomerAddress(grains.GetGrain<ICustomerGrain>(Encoding.UTF8.GetString(id.Utf8.Span)), _underWay);

    public IPartition Partition(int n) => _partitions[n];

    public ISegment Segment(SegmentKey key) => new SegmentAddress(grains.GetGrain<ISegmentGrain>(key.Segment), reports);

    public void Dispose() => _underWay.Dispose();
}
