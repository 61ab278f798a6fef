using Actors.Engine.Metering;
using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>All that a partition needs of the world.</summary>
/// <param name="Published">Called after migrations are durable: (partition, outbox tail). Must not block.</param>
/// <param name="Gate">Shared with the other partitions of the process; null: checkpoints wait for nobody.</param>
public sealed record PartitionContext(
    int Number,
    IEventStore Store,
    IDirectory Directory,
    ICatalogSource Catalogs,
    IClock Clock,
    IScheduler Scheduler,
    IRoom Room,
    EngineMeter Meter,
    PartitionOptions Options,
    Action<int, long> Published,
    CheckpointGate? Gate = null);
