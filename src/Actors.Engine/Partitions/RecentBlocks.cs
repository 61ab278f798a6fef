using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>
/// The newest blocks of the migration log, kept for those who follow the feed closely. As bytes: they are decoded only when somebody
/// reads them, and then once for all readers.
/// </summary>
internal sealed class RecentBlocks(int partition, int migrationsMax, string log)
{
    private readonly List<Entry> _blocks = [];
    private int _start;
    private long _migrations;

    /// <summary>First position that is in here; <see cref="long.MaxValue"/> while nothing is.</summary>
    public long From => _start == _blocks.Count ? long.MaxValue : _blocks[_start].Block.First;

    public void Add(LogBlock block)
    {
        _blocks.Add(new Entry(block));
        _migrations += Positions(block);
        while (_migrations > migrationsMax && _blocks.Count - _start > 1)
        {
            _migrations -= Positions(_blocks[_start].Block);
            _blocks[_start++] = null!;
        }
        if (_start > 64 && _start > _blocks.Count / 2)
        {
            _blocks.RemoveRange(0, _start);
            _start = 0;
        }
    }

    /// <summary>The migrations after a position, which is at or behind <see cref="From"/> − 1.</summary>
    public MigrationPage Read(long after, long tail, int itemsMax)
    {
        var items = new List<PublishedMigration>();
        for (int at = FirstAfter(after); at < _blocks.Count; at++)
        {
            foreach (PublishedMigration migration in _blocks[at].Decoded(partition, log))
            {
                if (migration.OutboxPosition <= after)
                {
                    continue;
                }
                if (items.Count == itemsMax)
                {
                    return new MigrationPage(items, items[^1].OutboxPosition, More: true);
                }
                items.Add(migration);
            }
        }
        return new MigrationPage(items, Math.Max(after, tail), More: false);
    }

    private static long Positions(in LogBlock block) => block.Last - block.First + 1;

    /// <summary>Place of the first block that reaches beyond a position.</summary>
    private int FirstAfter(long after)
    {
        int low = _start;
        int high = _blocks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_blocks[middle].Block.Last <= after)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private sealed class Entry(LogBlock block)
    {
        private PublishedMigration[]? _decoded;

        public LogBlock Block => block;

        public PublishedMigration[] Decoded(int partition, string log) => _decoded ??= Decode(partition, log);

        private PublishedMigration[] Decode(int partition, string log)
        {
            DecodedOutbox decoded = OutboxBlock.Decode(block, log);
            var published = new PublishedMigration[decoded.Migrations.Length];
            for (int i = 0; i < published.Length; i++)
            {
                published[i] = new PublishedMigration(partition, decoded.First + i, decoded.PublishedAtMs, decoded.Migrations[i]);
            }
            return published;
        }
    }
}
