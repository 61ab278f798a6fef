using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <summary>
/// Hears of what partitions publish, wherever they live, so that the feed, the flows and the current catalog of this process are those of the
/// whole shop. One call waits at each partition.
/// </summary>
/// <param name="published">Told (partition, outbox tail) whenever it grew.</param>
/// <param name="switched">Told the version that every partition has switched to, whenever it grew.</param>
public sealed class PartitionWatch(
    IDirectory directory, IScheduler scheduler, Action<int, long> published, Func<int, ValueTask> switched)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly PublishedTail[] _known = [.. Enumerable.Repeat(PublishedTail.Unknown, directory.Partitions)];

    /// <summary>Watches until it is stopped.</summary>
    public Task Run(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(p => Watch(p, stopping)));

    private async Task Watch(int partition, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Take(partition, await directory.Partition(partition).Published(_known[partition]));
                if (Array.TrueForAll(_known, known => known.Catalog >= 0))
                {
                    await switched(_known.Min(known => known.Catalog));
                }
            }
            catch (Exception e) when (e is TimeoutException or PartitionUnavailableException or EventLog.StorageException)
            {
                // It recovers, or is on its way to another owner.
                await scheduler.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private void Take(int partition, PublishedTail tail)
    {
        // An owner of before may answer late.
        if (tail.Outbox > _known[partition].Outbox)
        {
            published(partition, tail.Outbox);
        }
        _known[partition] = new PublishedTail(
            Math.Max(tail.Outbox, _known[partition].Outbox), Math.Max(tail.Catalog, _known[partition].Catalog));
    }
}
