using Actors.Engine.Partitions;

namespace Actors.Embedded.Runtime;

/// <summary>Settings of the embedded runtime.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>Threads that run partitions; 0: one per core.</summary>
    public int Lanes { get; init; }

    /// <summary>Items accepted and not yet applied, per partition, before senders are told to wait.</summary>
    public int RoomPerPartition { get; init; } = 8_192;

    /// <summary>Customers' states kept in memory, bytes over all partitions; cold ones beyond it live on disk.</summary>
    public long ResidentBytesMax { get; init; } = 8L << 30;

    /// <summary>How often the clock is looked at while something happens; an idle server looks once a second, and when something falls due.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a stop waits for the last checkpoints.</summary>
    public TimeSpan StopWait { get; init; } = TimeSpan.FromSeconds(20);

    public PartitionOptions Partition { get; init; } = new();
}
