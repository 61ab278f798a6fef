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
        BlockRun.Entry[] blocks;
        long tail;
        lock (_gate)
        {
            tail = _tail;
            if (after >= tail)
            {
                return new(new MigrationPage([], after, More: false));
            }
            BlockRun? held = _recent.Follows(after) ? _recent : _behind?.Follows(after) == true ? _behind : null;
            if (held is null)
            {
                return ReadLog(after, itemsMax);
            }
            if (held == _behind)
            {
                _unused = 0;
            }
            blocks = held.After(after, itemsMax);
        }
        return new(Page(blocks, after, tail, itemsMax));
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
