using Actors.Engine.Partitions;

namespace Actors.Cluster.Hosting;

/// <summary>Settings of a silo.</summary>
public sealed record ClusterOptions
{
    /// <summary>Items this silo takes and has no answer for yet, per partition; and items a partition has accepted and not yet applied.</summary>
    public int RoomPerPartition { get; init; } = 8_192;

    /// <summary>Calls to customers under way at once from one silo.</summary>
    public int CustomerCallsMax { get; init; } = 4_096;

    /// <summary>How often a partition looks at the clock.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How often a silo makes sure that every partition lives somewhere.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a partition that leaves a silo waits for a store that does not answer.</summary>
    public TimeSpan ReleaseWait { get; init; } = TimeSpan.FromSeconds(10);

    public PartitionOptions Partition { get; init; } = new() { ReportTicks = 5 };
}
