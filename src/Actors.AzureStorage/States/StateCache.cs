namespace Actors.AzureStorage.States;

/// <summary>
/// Blocks of the journals of states that were read lately, up to a number of bytes. Any thread. Blocks never change, so
/// nothing here is ever wrong; what is no longer asked for falls out.
/// </summary>
internal sealed class StateCache(long bytesMax)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Partition, long Block), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _newestFirst = new();
    private long _bytes;

    /// <summary>Whether a block more drives an older one out.</summary>
    public bool IsFull => Volatile.Read(ref _bytes) >= bytesMax;

    public ReadOnlyMemory<byte>? Find(int partition, long block)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue((partition, block), out var node)) return null;
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value.Payload;
        }
    }

    public void Add(int partition, long block, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            if (_entries.ContainsKey((partition, block))) return;
            _entries[(partition, block)] = _newestFirst.AddFirst(new Entry(partition, block, payload));
            _bytes += payload.Length;
            while (_bytes > bytesMax && _newestFirst.Last is { } oldest)
            {
                _newestFirst.RemoveLast();
                _entries.Remove((oldest.Value.Partition, oldest.Value.Block));
                _bytes -= oldest.Value.Payload.Length;
            }
        }
    }

    private sealed record Entry(int Partition, long Block, ReadOnlyMemory<byte> Payload);
}
