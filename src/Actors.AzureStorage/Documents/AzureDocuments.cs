using Actors.AzureStorage.Logs;
using Actors.AzureStorage.Rest;
using Actors.EventLog;
using Actors.EventLog.Hashing;

namespace Actors.AzureStorage.Documents;

/// <summary>
/// Named documents: one journal, of which one block is one change, all of it or none. Long contents lie in blobs of
/// their own, written before the block that names them and deleted after the one that no longer does.
/// </summary>
internal sealed class AzureDocuments : IDocuments, IDisposable
{
    private const int HereBytesMax = 32 << 10;
    private const int OutdatedBlocksMin = 256;

    private readonly BlobContainer _container;
    private readonly AppendBlobLog _journal;
    private readonly string _contents;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, DocumentContent> _documents = new(StringComparer.Ordinal);
    private long _read;

    private AzureDocuments(BlobContainer container, AppendBlobLog journal, LogPath path) =>
        (_container, _journal, _contents) = (container, journal, path.Folder + "content/");

    /// <summary>Bytes of the journal.</summary>
    public long BytesOnDisk => _journal.BytesOnDisk;

    /// <param name="listed">Blobs of the documents' folder.</param>
    public static async Task<AzureDocuments> Open(
        BlobContainer container, AppendBlobLog journal, LogPath path,
        IEnumerable<ListedBlob> listed, CancellationToken cancellation)
    {
        var documents = new AzureDocuments(container, journal, path);
        await documents.CatchUp(cancellation);
        // Of changes that a crash cut short.
        var used = documents._documents.Values.Select(content => content.Blob).ToHashSet(StringComparer.Ordinal);
        foreach (var blob in listed)
        {
            if (blob.Name.StartsWith(documents._contents, StringComparison.Ordinal) && !used.Contains(blob.Name))
                await container.Delete(blob.Name, cancellation);
        }

        return documents;
    }

    public async ValueTask<ReadOnlyMemory<byte>?> Get(string name, CancellationToken cancellation = default)
    {
        while (Find(name) is { } found)
        {
            var bytes = found.Blob is null ? found.Bytes : await _container.Get(found.Blob, cancellation);
            if (bytes is { } content)
                return Crc32C.Of(content.Span) == found.Checksum ? content : throw Damaged("its checksum does not match its content");
            if (ReferenceEquals(Find(name), found)) throw Damaged($"blob '{found.Blob}' is missing");
        }

        return null;

        CorruptLogException Damaged(string reason) => new($"Document '{name}' at {_container.Location} is damaged: {reason}.");
    }

    public async ValueTask Put(
        IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents, CancellationToken cancellation = default)
    {
        if (documents.Count == 0) return;
        var contents = await Task.WhenAll(documents.Select(document => Prepare(document.Name, document.Content, cancellation)));
        await _writing.WaitAsync(cancellation);
        try
        {
            foreach (var outdated in await Append(new DocumentFrame(IsWhole: false, contents), cancellation))
                await _container.Delete(outdated, cancellation);
            if (_journal.Tail - _journal.First > OutdatedBlocksMin + (4 * _documents.Count)) await Compact(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    public ValueTask<IReadOnlyList<string>> List(string prefix, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<string>>(
                [.. _documents.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))]);
        }
    }

    /// <summary>Drops the outdated contents from the journal.</summary>
    public async Task Scrub(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            if (_journal.Tail > _journal.First) await Compact(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private DocumentContent? Find(string name)
    {
        lock (_gate) return _documents.GetValueOrDefault(name);
    }

    private async Task<(string Name, DocumentContent? Content)> Prepare(
        string name, ReadOnlyMemory<byte>? content, CancellationToken cancellation)
    {
        if (content is not { } bytes) return (name, null);
        var checksum = Crc32C.Of(bytes.Span);
        if (bytes.Length <= HereBytesMax) return (name, new DocumentContent(bytes.ToArray(), null, checksum));
        var blob = $"{_contents}{Guid.NewGuid():N}";
        await _container.Put(blob, bytes, onlyNew: false, cancellation);
        return (name, new DocumentContent(default, blob, checksum));
    }

    // Documents have many writers and no order among them: whoever was overtaken reads what came, and tries again.
    private async Task<List<string>> Append(DocumentFrame frame, CancellationToken cancellation)
    {
        var payload = frame.Encode();
        while (true)
        {
            var block = new LogBlock(_read + 1, _read + 1, 0, 0, payload);
            if ((await _journal.Append(_read, block, cancellation)).Appended)
            {
                _read = block.Last;
                return Take(frame);
            }

            await CatchUp(cancellation);
        }
    }

    private async Task CatchUp(CancellationToken cancellation)
    {
        await foreach (var block in _journal.Read(_read, cancellation))
        {
            Take(DocumentFrame.Decode(block.Payload));
            _read = block.Last;
        }

        _read = Math.Max(_read, _journal.First - 1);
    }

    // Gives the blobs that are no longer used.
    private List<string> Take(DocumentFrame frame)
    {
        lock (_gate)
        {
            var before = frame.IsWhole ? [.. _documents.Values]
                : frame.Documents.Select(document => _documents.GetValueOrDefault(document.Name)).ToList();
            if (frame.IsWhole) _documents.Clear();
            foreach (var (name, content) in frame.Documents)
            {
                if (content is null) _documents.Remove(name);
                else _documents[name] = content;
            }

            var after = frame.Documents.Select(document => document.Content?.Blob).ToHashSet(StringComparer.Ordinal);
            return [.. before.Select(content => content?.Blob).OfType<string>().Where(blob => !after.Contains(blob))];
        }
    }

    private async Task Compact(CancellationToken cancellation)
    {
        await _journal.RollOver();
        DocumentFrame whole;
        lock (_gate)
        {
            whole = new DocumentFrame(
                IsWhole: true, [.. _documents.Select(entry => (entry.Key, (DocumentContent?)entry.Value))]);
        }

        var outdated = _journal.Tail;
        // A change by another that came between would be lost: then nothing is compacted this time.
        if (outdated != _read) return;
        var block = new LogBlock(_read + 1, _read + 1, 0, 0, whole.Encode());
        if (!(await _journal.Append(_read, block, cancellation)).Appended) return;
        _read = block.Last;
        await _journal.Trim(outdated, cancellation);
    }
}
