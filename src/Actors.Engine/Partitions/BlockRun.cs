using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>
/// Blocks of a migration log that follow one another, kept as bytes: they are decoded only when somebody reads them, and then once for all
/// readers that come one after the other.
/// </summary>
internal sealed class BlockRun
{
    private readonly List<Entry> _blocks = [];
    private int _start;
    private long _positions;

    /// <summary>First position that is in here; <see cref="long.MaxValue"/> while nothing is.</summary>
    public long From => _start == _blocks.Count ? long.MaxValue : _blocks[_start].Block.First;

    /// <summary>Last position that is in here; 0 while nothing is.</summary>
    public long Last => _start == _blocks.Count ? 0 : _blocks[^1].Block.Last;

    public void Add(in LogBlock block)
    {
        _blocks.Add(new Entry(block));
        _positions += block.Last - block.First + 1;
    }

    /// <summary>Forgets the oldest blocks while more than so many positions are held; the newest stays.</summary>
    public void Trim(int positionsMax)
    {
        while (_positions > positionsMax && _blocks.Count - _start > 1)
        {
            LogBlock oldest = _blocks[_start].Block;
            _positions -= oldest.Last - oldest.First + 1;
            _blocks[_start++] = null!;
        }
        if (_start > 64 && _start > _blocks.Count / 2)
        {
            _blocks.RemoveRange(0, _start);
            _start = 0;
        }
    }

    /// <summary>Whether everything after a position, as far as this run goes, is in here.</summary>
    public bool Follows(long after) => after + 1 >= From && after < Last;

    /// <summary>The blocks that a page of so many migrations after a position takes.</summary>
    public Entry[] After(long after, int itemsMax)
    {
        int first = FirstAfter(after);
        int end = first;
        // The last position of a block is its summary, which is no migration.
        for (long items = 0; end < _blocks.Count && items < itemsMax; end++)
        {
            LogBlock block = _blocks[end].Block;
            items += block.Last - Math.Max(block.First - 1, after) - 1;
        }
        return [.. _blocks[first..end]];
    }

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

    /// <summary>One block, decoded at most once unless two readers come at the same time.</summary>
    internal sealed class Entry(LogBlock block)
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
