using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <inheritdoc cref="IChangeFeed"/>
/// <param name="folder">The <see cref="FolderStamp"/> of the folder, for cursors.</param>
public sealed class ChangeFeed(IDirectory directory, uint folder) : IChangeFeed
{
    private const int FilteredPage = 2_048;
    private readonly long[] _tails = new long[directory.Partitions];
    private int _turn = -1;
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

    /// <summary>
    /// Reads once from each partition that has more, an equal share from each and all at the same time; false when none had. What only a
    /// partition that lags has to give is not kept waiting by the others.
    /// </summary>
    private async ValueTask<bool> ReadOnce(Reading reading, Func<PublishedMigration, bool>? filter)
    {
        int[] behind = Behind(reading);
        if (behind.Length == 0)
        {
            return false;
        }
        int share = Math.Max(1, reading.ItemsMax / behind.Length);
        // A filter may leave most out: pages stay large however few are asked for.
        int pageMax = filter is null ? share : Math.Max(share, FilteredPage);
        ValueTask<MigrationPage>[] pages = [.. behind.Select(p => directory.Partition(p).Migrations(reading.Positions[p], pageMax))];
        for (int i = 0; i < pages.Length; i++)
        {
            reading.Take(behind[i], await pages[i], filter);
        }
        return true;
    }

    /// <summary>The partitions that have more, beginning with another each time: there may be fewer places than partitions.</summary>
    private int[] Behind(Reading reading)
    {
        int turn = (int)((uint)Interlocked.Increment(ref _turn) % (uint)_tails.Length);
        return
        [
            .. Enumerable.Range(0, _tails.Length)
                .Select(i => (i + turn) % _tails.Length)
                .Where(p => Volatile.Read(ref _tails[p]) > reading.Positions[p])
                .Take(Math.Max(1, reading.ItemsMax)),
        ];
    }

    private sealed class Reading(FeedCursor after, int itemsMax)
    {
        public long[] Positions { get; } = [.. after.Positions];

        public int ItemsMax { get; } = itemsMax;

        public List<PublishedMigration> Items { get; } = [];

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
                }
            }
            Positions[partition] = Math.Max(Positions[partition], page.Next);
        }

        public FeedPage Page() => new(after, Items, new FeedCursor(after.Folder, Positions));
    }
}
