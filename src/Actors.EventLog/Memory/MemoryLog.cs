using System.Runtime.CompilerServices;

namespace Actors.EventLog.Memory;

/// <summary>One log in memory.</summary>
internal sealed class MemoryLog(LogName name, MemoryStoreContext store) : ILog
{
    private readonly Lock _gate = new();
    private readonly List<LogBlock> _blocks = [];

    public long Tail
    {
        get
        {
            lock (_gate) return _blocks.Count == 0 ? 0 : _blocks[^1].Last;
        }
    }

    public async ValueTask<AppendOutcome> Append(
        long expectedTail, LogBlock block, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckAppend(expectedTail, block);
        await store.EnterWrite($"block {block.First}–{block.Last} of the {name}", cancellation);
        var fault = store.Faults.TakeNext();
        if (fault is FaultMoment.Before) throw Failed(block);
        var outcome = AppendNow(expectedTail, block);
        return fault is FaultMoment.After ? throw Failed(block) : outcome;
    }

    public async IAsyncEnumerable<LogBlock> Read(
        long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        store.ThrowIfGone();
        var tail = Tail;
        while (after < tail)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = await ReadAt(after + 1, cancellation);
            yield return block!.Value;
            after = block.Value.Last;
        }
    }

    public ValueTask<LogBlock?> ReadAt(long position, CancellationToken cancellation = default)
    {
        store.ThrowIfGone();
        lock (_gate)
        {
            var index = IndexOf(position);
            return ValueTask.FromResult<LogBlock?>(index < 0 ? null : _blocks[index]);
        }
    }

    public async ValueTask Replace(LogBlock block, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckShape(block);
        await store.EnterWrite($"block {block.First}–{block.Last} of the {name}", cancellation);
        lock (_gate)
        {
            store.ThrowIfGone();
            var index = IndexOf(block.First);
            if (index < 0 || _blocks[index].First != block.First || _blocks[index].Last != block.Last)
                throw new StorageException($"The {name} has no block {block.First}–{block.Last} to replace.");
            _blocks[index] = Own(block);
        }
    }

    public MemoryLog CopyTo(MemoryStoreContext other)
    {
        var copy = new MemoryLog(name, other);
        lock (_gate) copy._blocks.AddRange(_blocks);
        return copy;
    }

    // The caller may use its buffer again.
    private static LogBlock Own(in LogBlock block) => block with { Payload = block.Payload.ToArray() };

    private AppendOutcome AppendNow(long expectedTail, in LogBlock block)
    {
        lock (_gate)
        {
            store.ThrowIfGone();
            var tail = _blocks.Count == 0 ? 0 : _blocks[^1].Last;
            if (tail != expectedTail) return new AppendOutcome(Appended: false, tail);
            _blocks.Add(Own(block));
            return new AppendOutcome(Appended: true, block.Last);
        }
    }

    private int IndexOf(long position)
    {
        var (from, to) = (0, _blocks.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (_blocks[middle].Last < position) from = middle + 1;
            else to = middle;
        }

        return from < _blocks.Count && position >= _blocks[from].First ? from : -1;
    }

    private StorageException Failed(in LogBlock block) =>
        new($"Block {block.First}–{block.Last} of the {name}: the disk reports an error, the outcome is unknown.");
}
