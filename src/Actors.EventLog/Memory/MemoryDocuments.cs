namespace Actors.EventLog.Memory;

/// <summary>Documents in memory.</summary>
internal sealed class MemoryDocuments(MemoryStoreContext store) : IDocuments
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, byte[]> _documents = new(StringComparer.Ordinal);

    public ValueTask<ReadOnlyMemory<byte>?> Get(string name, CancellationToken cancellation = default)
    {
        store.ThrowIfGone();
        lock (_gate)
        {
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(
                _documents.TryGetValue(name, out var content) ? (ReadOnlyMemory<byte>?)content : null);
        }
    }

    public async ValueTask Put(
        IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents, CancellationToken cancellation = default)
    {
        await store.EnterWrite(documents.Count > 0 ? $"document '{documents[0].Name}'" : "no document", cancellation);
        lock (_gate)
        {
            store.ThrowIfGone();
            store.Faults.ThrowIfDocumentFails(documents.Count > 0 ? documents[0].Name : "");
            foreach (var (name, content) in documents)
            {
                if (content is { } bytes) _documents[name] = bytes.ToArray();
                else _documents.Remove(name);
            }
        }
    }

    public async ValueTask<bool> PutNew(
        string name, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        await store.EnterWrite($"document '{name}'", cancellation);
        lock (_gate)
        {
            store.ThrowIfGone();
            store.Faults.ThrowIfDocumentFails(name);
            return _documents.TryAdd(name, content.ToArray());
        }
    }

    public ValueTask<IReadOnlyList<string>> List(string prefix, CancellationToken cancellation = default)
    {
        store.ThrowIfGone();
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<string>>(
                [.. _documents.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))]);
        }
    }

    public MemoryDocuments CopyTo(MemoryStoreContext other)
    {
        var copy = new MemoryDocuments(other);
        lock (_gate)
        {
            foreach (var (name, content) in _documents) copy._documents[name] = content;
        }

        return copy;
    }
}
