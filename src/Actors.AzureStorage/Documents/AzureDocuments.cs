using Actors.AzureStorage.Logs;
using Actors.AzureStorage.Rest;
using Actors.EventLog;
using Actors.EventLog.Hashing;

namespace Actors.AzureStorage.Documents;

/// <summary>
/// Named documents: one journal, of which one block is one change, all of it or none. Long contents lie in blobs of
/// their own, written before the block that names them and deleted after the one that no longer does. Who has taken a
/// partition is a document, too, of a name that is listed nowhere: what only an owner may write is decided with it.
/// </summary>
internal sealed class AzureDocuments : IDocuments, IDisposable
{
    private const int HereBytesMax = 32 << 10;
    private const int OutdatedBlocksMin = 256;
    private const int ReadingsMax = 3;
    private static readonly List<string> NotAllowed = [];

    private readonly BlobContainer _container;
    private readonly AppendBlobLog _journal;
    private readonly ContentNames _contents;
    private readonly bool _isShared;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, DocumentContent> _documents = new(StringComparer.Ordinal);
    private long _read;

    private AzureDocuments(BlobContainer container, AppendBlobLog journal, LogPath path, bool isShared) =>
        (_container, _journal, _contents, _isShared) = (container, journal, new ContentNames(path), isShared);

    /// <summary>Bytes of the journal.</summary>
    public long BytesOnDisk => _journal.BytesOnDisk;

    /// <param name="listed">Blobs of the documents' folder.</param>
    public static async Task<AzureDocuments> Open(
        BlobContainer container, AppendBlobLog journal, LogPath path,
        IEnumerable<ListedBlob> listed, bool isShared, CancellationToken cancellation)
    {
        var documents = new AzureDocuments(container, journal, path, isShared);
        await documents.CatchUp(cancellation);
        // Of changes that a crash cut short; where others write, those of changes that may yet come are told apart when scrubbing.
        if (!isShared) await documents.ClearUnused(listed, _ => true, cancellation);
        return documents;
    }

    public async ValueTask<ReadOnlyMemory<byte>?> Get(string name, CancellationToken cancellation = default)
    {
        await See(cancellation);
        while (Find(name) is { } found)
        {
            var bytes = found.Blob is null ? found.Bytes : await _container.Get(found.Blob, cancellation);
            if (bytes is { } content)
                return Crc32C.Of(content.Span) == found.Checksum ? content : throw Damaged("its checksum does not match its content");
            // Replaced since.
            await See(cancellation);
            if (ReferenceEquals(Find(name), found)) throw Damaged($"blob '{found.Blob}' is missing");
        }

        return null;

        CorruptLogException Damaged(string reason) => new($"Document '{name}' at {_container.Location} is damaged: {reason}.");
    }

    public async ValueTask Put(
        IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents, CancellationToken cancellation = default) =>
        await PutIf(documents, static () => true, cancellation);

    public ValueTask<bool> PutNew(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation = default) =>
        PutIf([(name, content)], () => Find(name) is null, cancellation);

    /// <summary>Notes who has taken a partition.</summary>
    /// <exception cref="StorageException">A later owner has it.</exception>
    public async Task Take(int partition, long epoch, CancellationToken cancellation)
    {
        var isTaken = await PutIf([(OwnerMark.NameOf(partition), OwnerMark.Of(epoch))], () => OwnerOf(partition) < epoch, cancellation);
        if (!isTaken && OwnerOf(partition) != epoch) throw Lost(partition);
    }

    /// <summary>Puts documents while the owner of a partition is that of an epoch.</summary>
    /// <exception cref="StorageException">It is not; nothing was written.</exception>
    public async ValueTask PutOwned(
        int partition, long epoch, IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents,
        CancellationToken cancellation)
    {
        if (epoch == 0 || !await PutIf(documents, () => OwnerOf(partition) == epoch, cancellation)) throw Lost(partition);
    }

    public async ValueTask<IReadOnlyList<string>> List(string prefix, CancellationToken cancellation = default)
    {
        await See(cancellation);
        lock (_gate)
        {
            return
            [
                .. _documents.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !OwnerMark.IsName(name)),
            ];
        }
    }

    /// <summary>Drops the outdated contents from the journal, and long contents that no change will ever name.</summary>
    public async Task Scrub(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await CatchUp(cancellation);
            if (_journal.Tail > _journal.First) await Compact(cancellation);
            if (!_isShared) return;
            var listed = new List<ListedBlob>();
            await foreach (var blob in _container.List(_contents.Folder, cancellation)) listed.Add(blob);
            // What of them is named is known as far as was read before; nothing behind that can name these any more.
            await ClearUnused(listed, blob => _contents.LastOf(blob) <= _read, cancellation);
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

    // A condition is looked at with all known that comes before the change.
    private async ValueTask<bool> PutIf(
        IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents, Func<bool> isAllowed,
        CancellationToken cancellation)
    {
        if (documents.Count == 0) return true;
        while (true)
        {
            var from = Volatile.Read(ref _read);
            var contents = await Task.WhenAll(
                documents.Select(document => Prepare(from, document.Name, document.Content, cancellation)));
            await _writing.WaitAsync(cancellation);
            try
            {
                if (await Append(new DocumentFrame(IsWhole: false, contents), from, isAllowed, cancellation) is not { } outdated)
                    continue;
                var isPut = !ReferenceEquals(outdated, NotAllowed);
                IEnumerable<string> unused = isPut ? outdated : contents.Select(content => content.Content?.Blob).OfType<string>();
                foreach (var blob in unused) await _container.Delete(blob, cancellation);
                if (_journal.Tail - _journal.First > OutdatedBlocksMin + (4 * _documents.Count)) await Compact(cancellation);
                return isPut;
            }
            finally
            {
                _writing.Release();
            }
        }
    }

    // Learns what other processes have written.
    private async ValueTask See(CancellationToken cancellation)
    {
        if (!_isShared) return;
        await _writing.WaitAsync(cancellation);
        try
        {
            await CatchUp(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    private long OwnerOf(int partition) => Find(OwnerMark.NameOf(partition)) is { } mark ? OwnerMark.Read(mark.Bytes) : 0;

    private StorageException Lost(int partition) => new(
        $"Partition {partition} at {_container.Location} was taken by another process: nothing was written to its documents.");

    private async Task ClearUnused(IEnumerable<ListedBlob> listed, Func<string, bool> isOver, CancellationToken cancellation)
    {
        var used = _documents.Values.Select(content => content.Blob).ToHashSet(StringComparer.Ordinal);
        foreach (var blob in listed)
        {
            if (blob.Name.StartsWith(_contents.Folder, StringComparison.Ordinal) && !used.Contains(blob.Name) && isOver(blob.Name))
                await _container.Delete(blob.Name, cancellation);
        }
    }

    private async Task<(string Name, DocumentContent? Content)> Prepare(
        long from, string name, ReadOnlyMemory<byte>? content, CancellationToken cancellation)
    {
        if (content is not { } bytes) return (name, null);
        var checksum = Crc32C.Of(bytes.Span);
        if (bytes.Length <= HereBytesMax) return (name, new DocumentContent(bytes.ToArray(), null, checksum));
        var blob = _contents.New(from);
        await _container.Put(blob, bytes, onlyNew: false, cancellation);
        return (name, new DocumentContent(default, blob, checksum));
    }

    // Documents have many writers and no order among them: whoever was overtaken reads what came, and tries again. Null: so
    // much has come that the contents may be thought to be unused.
    private async Task<List<string>?> Append(
        DocumentFrame frame, long from, Func<bool> isAllowed, CancellationToken cancellation)
    {
        var payload = frame.Encode();
        while (true)
        {
            if (_read >= from + ContentNames.Reach) return null;
            if (!isAllowed()) return NotAllowed;
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
        if (_isShared) await _journal.Refresh();
        for (var reading = 1; ; reading++)
        {
            try
            {
                await foreach (var block in _journal.Read(_read, cancellation))
                {
                    Take(DocumentFrame.Decode(block.Payload));
                    _read = block.Last;
                }

                _read = Math.Max(_read, _journal.First - 1);
                return;
            }
            catch (CorruptLogException) when (_journal.First > _read + 1 && reading < ReadingsMax)
            {
                // Another wrote the journal anew meanwhile, and what was being read is gone: all that counts is in what follows.
            }
        }
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
