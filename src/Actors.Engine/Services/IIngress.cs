using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <summary>Takes what shops send, into the partitions that own it.</summary>
public interface IIngress
{
    /// <summary>
    /// Reserves room for all items in all their lanes, appends, and completes when all are durable, and those whose traits may not fit their
    /// customer are applied.
    /// </summary>
    /// <param name="waits">The sender waits for room by itself: finding none is no refusal, and not counted as one.</param>
    /// <returns><see cref="IngestResult.Busy"/> when there is no room: nothing was written, try again after <see cref="IngestResult.RetryAfterMs"/>.</returns>
    /// <exception cref="PartitionUnavailableException">The disk refuses writes; items of this call may or may not be kept, the same message ids may be sent again.</exception>
    ValueTask<IngestResult> Send(ReadOnlyMemory<IngestItem> items, bool waits = false, CancellationToken cancellation = default);
}

/// <summary>What became of the items of a call.</summary>
/// <param name="Refused">Items of which nothing was kept, ascending; null: none.</param>
public readonly record struct IngestResult(
    bool Busy, int RetryAfterMs, int Accepted, int Duplicates, IReadOnlyList<RefusedItem>? Refused = null);
