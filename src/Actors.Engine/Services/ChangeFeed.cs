using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <inheritdoc cref="IChangeFeed"/>
/// <param name="folder">The <see cref="FolderStamp"/> of the folder, for cursors.</param>
public sealed class ChangeFeed(IDirectory directory, uint folder) : IChangeFeed
{
    private const int FilteredPage = 2_048;
    private readonly long[] _tails = new long[directory.Partitions];
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FeedCursor Oldest { get; } = new(folder, new long[directory.Partitions]);

    public FeedCursor Latest
    {
        get
        {
            lock (_tails)
            {
                return new FeedCursor(folder, _tails);
            }
        }
    }

    /// <summary>A partition has published up to an outbox position.</summary>
    public void Published(int partition, long tail)
    {
        TaskCompletionSource moved;
        lock (_tails)
        {
            _tails[partition] = Math.Max(_tails[partition], tail);
            moved = _moved;
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        moved.SetResult();
    }

    public async ValueTask<FeedPage> Read(
        FeedCursor after, Func<PublishedMigration, bool>? filter, int itemsMax, TimeSpan wait, CancellationToken cancellation = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(wait);
        var reading = new Reading(after, itemsMax);
        while (true)
        {
            Task moved;
            lock (_tails)
            {
                moved = _moved.Task;
            }
            bool read = await ReadOnce(reading, filter);
            if (reading.Items.Count > 0 || (wait == TimeSpan.Zero && !read))
            {
                return reading.Page();
            }
            if (read)
            {
                continue;
            }
            try
            {
                await moved.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return reading.Page();
            }
        }
    }

    /// <summary>Reads once from each partition that has more; false when none had.</summary>
    private async ValueTask<bool> ReadOnce(Reading reading, Func<PublishedMigration, bool>? filter)
    {
        bool read = false;
        for (int p = 0; p < directory.Partitions && reading.Items.Count < reading.ItemsMax; p++)
        {
            if (Volatile.Read(ref _tails[p]) <= reading.Positions[p])
            {
                continue;
            }
            read = true;
            // A filter may leave most out: pages stay large however few are asked for.
            int pageMax = filter is null ? reading.ItemsMax - reading.Items.Count : Math.Max(reading.ItemsMax, FilteredPage);
            reading.Take(p, await directory.Partition(p).Migrations(reading.Positions[p], pageMax), filter);
        }
        return read;
    }

    private sealed class Reading(FeedCursor after, int itemsMax)
    {
        public long[] Positions { get; } = [.. after.Positions];

        public int ItemsMax { get; } = itemsMax;

        public List<PublishedMigration> Items { get; } = [];

        public List<FeedCursor> After { get; } = [];

        /// <summary>Takes what passes the filter, and stands right behind the last item looked at.</summary>
        public void Take(int partition, MigrationPage page, Func<PublishedMigration, bool>? filter)
        {
            foreach (PublishedMigration item in page.Items)
            {
                if (Items.Count == ItemsMax)
                {
                    return;
                }
                Positions[partition] = item.OutboxPosition;
                if (filter is null || filter(item))
                {
                    Items.Add(item);
                    After.Add(new FeedCursor(after.Folder, Positions));
                }
            }
            Positions[partition] = Math.Max(Positions[partition], page.Next);
        }

        public FeedPage Page() => new(Items, After, new FeedCursor(after.Folder, Positions));
    }
}
