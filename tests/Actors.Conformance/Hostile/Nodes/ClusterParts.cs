using Actors.Engine.Partitions;
using Actors.EventLog;
using Actors.EventLog.Routing;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>What all processes of a cluster have in common.</summary>
/// <param name="Defect">Told of what nothing in the scenario explains.</param>
internal sealed record ClusterParts(
    Pump Pump,
    Chaos Chaos,
    Network Network,
    IEventStore Store,
    HostileClock Clock,
    SegmentHosts Segments,
    Placement Placement,
    PartitionOptions Options,
    Action<Exception> Defect)
{
    public PartitionHash Routing { get; } = new(Store.Info);

    /// <summary>By partition: the epoch of the last owner that has taken it in the store.</summary>
    public long[] Epochs { get; } = new long[Store.Info.Partitions];

    public int Partitions => Store.Info.Partitions;

    public NodePartition Partition(int n) => new(this, n);
}
