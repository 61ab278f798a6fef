using Actors.Engine.Partitions;

namespace Actors.Conformance.Running;

/// <summary>What a suite asks of a runtime it starts.</summary>
public sealed record RuntimeSettings
{
    /// <summary>Customers' states kept in memory, bytes; a runtime that has no such bound leaves it aside.</summary>
    public long ResidentBytesMax { get; init; } = 1L << 30;

    public PartitionOptions Partition { get; init; } = new();
}
