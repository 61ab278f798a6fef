using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>
/// What a partition has published, for those who follow it: the newest blocks from memory, older ones from the log. Any thread may read, and
/// none waits for the partition's turns; the partition alone adds.
/// </summary>
/// <remarks>
/// Whoever falls behind the newest blocks must be able to catch up: a read of the log decompresses many blocks at once, so they are kept for
/// the pages that follow, until nobody has asked for them for a while.
/// </remarks>
internal sealed class PublishedLog(ILog log, int partition, int recentMax, string name)
{
    private const int BehindBytesMax = 1 << 20;
    private const int UnusedBlocksMax = 256;
    private readonly Lock _gate = new();
    private readonly BlockRun _recent = new();
    private BlockRun? _behind;
    private int _unused;
    private long _tail;

    /// <summary>Sets the end of what is published; the blocks themselves are in the log.</summary>
    public void Begin(long tail)
    {
        lock (_gate)
        {
            _tail = tail;
        }
    }

    /// <summary>A block has become durable.</summary>
    public void Add(in LogBlock block)
    {
        lock (_gate)
        {
            _recent.Add(block);
            _recent.Trim(recentMax);
            _tail = block.Last;
            if (_behind is not null && ++_unused > UnusedBlocksMax)
            {
                _behind = null;
            }
        }
    }

    /// <summary>Migrations after a position.</summary>
    public ValueTask<MigrationPage> Read(long after, int itemsMax)
    {
        BlockRun.Entry[]? blocks;
        long tail;
        lock (_gate)
        {
            tail = _tail;
            blocks = after >= tail ? [] : Held(after)?.After(after, itemsMax);
        }
        // Never under the lock: the partition that wants to add would wait for the disk.
        return blocks is null ? ReadLog(after, itemsMax) : new(Page(blocks, after, tail, itemsMax));
    }

    /// <summary>The run in memory that goes on from a position, or null.</summary>
    private BlockRun? Held(long after)
    {
        if (_recent.Follows(after))
        {
            return _recent;
        }
        if (_behind?.Follows(after) != true)
        {
            return null;
        }
        _unused = 0;
        return _behind;
    }

    private async ValueTask<MigrationPage> ReadLog(long after, int itemsMax)
    {
        var run = new BlockRun();
        int bytes = 0;
        await foreach (LogBlock block in log.Read(after))
        {
            run.Add(block);
            bytes += block.Payload.Length;
            if (bytes >= BehindBytesMax)
            {
                break;
            }
        }
        BlockRun.Entry[] blocks;
        long tail;
        lock (_gate)
        {
            (_behind, _unused) = (run, 0);
            blocks = run.After(after, itemsMax);
            tail = Math.Max(_tail, run.Last);
        }
        return Page(blocks, after, tail, itemsMax);
    }

    private MigrationPage Page(BlockRun.Entry[] blocks, long after, long tail, int itemsMax)
    {
        var items = new List<PublishedMigration>();
        long next = after;
        foreach (BlockRun.Entry block in blocks)
        {
            foreach (PublishedMigration migration in block.Decoded(partition, name))
            {
                if (migration.OutboxPosition <= after)
                {
                    continue;
                }
                if (items.Count == itemsMax)
                {
                    return new MigrationPage(items, next, More: true);
                }
                items.Add(migration);
                next = migration.OutboxPosition;
            }
            next = block.Block.Last;
        }
        return new MigrationPage(items, next, More: next < tail);
    }
}
