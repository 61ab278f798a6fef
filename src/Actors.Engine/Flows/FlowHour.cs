using Actors.Engine.Codec;
using Actors.Segmentation.Deciding;

namespace Actors.Engine.Flows;

/// <summary>The migrations of one hour: how many by kind of move, and in which blocks of the outboxes they stand.</summary>
internal sealed class FlowHour
{
    private readonly Dictionary<FlowKey, long> _counts = [];
    private readonly Dictionary<int, BlockSpan> _spans = [];

    /// <summary>Moves of all partitions.</summary>
    public IReadOnlyDictionary<FlowKey, long> Counts => _counts;

    /// <summary>By partition, the outbox positions between which all of the hour's migrations stand.</summary>
    public IReadOnlyDictionary<int, BlockSpan> Spans => _spans;

    public void Add(in Migration migration, int partition, BlockSpan block)
    {
        var key = new FlowKey(migration.Unit, migration.From, migration.To);
        _counts[key] = _counts.GetValueOrDefault(key) + 1;
        _spans[partition] = _spans.TryGetValue(partition, out BlockSpan span) ? span.With(block) : block;
    }

    public void Write(BlockWriter to)
    {
        to.Unsigned(_counts.Count);
        foreach ((FlowKey key, long count) in _counts)
        {
            to.Unsigned(key.Unit);
            to.Unsigned(key.From + 1);
            to.Unsigned(key.To + 1);
            to.Unsigned(count);
        }
        to.Unsigned(_spans.Count);
        foreach ((int partition, BlockSpan span) in _spans)
        {
            to.Unsigned(partition);
            to.Unsigned(span.First);
            to.Unsigned(span.Last - span.First);
        }
    }

    public static FlowHour Read(ref BlockReader from)
    {
        var hour = new FlowHour();
        for (long left = from.Long(); left > 0; left--)
        {
            var key = new FlowKey(from.Count(ushort.MaxValue), from.Count(ushort.MaxValue) - 1, from.Count(ushort.MaxValue) - 1);
            hour._counts[key] = from.Long();
        }
        for (long left = from.Long(); left > 0; left--)
        {
            int partition = from.Count(int.MaxValue);
            long first = from.Long();
            hour._spans[partition] = new BlockSpan(first, first + from.Long());
        }
        return hour;
    }
}

/// <summary>A kind of move: from a segment of a unit to another, −1 for none.</summary>
internal readonly record struct FlowKey(int Unit, int From, int To);

/// <summary>Positions of one outbox, both ends included.</summary>
internal readonly record struct BlockSpan(long First, long Last)
{
    public BlockSpan With(BlockSpan other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last));
}
