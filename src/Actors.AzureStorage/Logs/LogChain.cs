using System.Collections.Immutable;
using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Logs;

/// <summary>
/// What is known of one log: its blobs in order, its last position, and which blocks have other content in their place.
/// Changed by the log's writer and its rewriting only; read by all.
/// </summary>
internal sealed class LogChain(BlobContainer container, LogPath path, FrameReader frames, FrameCodec codec)
{
    private readonly Lock _gate = new();
    private ImmutableArray<LogBlob> _blobs = [];
    private ImmutableHashSet<long> _replaced = [];
    private long _tail;

    /// <summary>Last durable position.</summary>
    public long Tail
    {
        get => Volatile.Read(ref _tail);
        set => Volatile.Write(ref _tail, value);
    }

    public ImmutableArray<LogBlob> Blobs
    {
        get
        {
            lock (_gate) return _blobs;
        }
    }

    /// <summary>First positions of blocks whose content stands elsewhere.</summary>
    public ImmutableHashSet<long> Replaced
    {
        get
        {
            lock (_gate) return _replaced;
        }
    }

    /// <summary>The blob that appends go to; null when there is none yet.</summary>
    public LogBlob? Active => Blobs is [.., var last] ? last : null;

    /// <summary>Learns what there is from a listing of the log's folder.</summary>
    /// <exception cref="CorruptLogException">The last block is damaged: nothing is ever appended after it.</exception>
    public async Task Load(IEnumerable<ListedBlob> listed, CancellationToken cancellation)
    {
        var all = listed.ToList();
        // What is known stays untouched until all is known: an append goes by a blob's length and the tail together.
        var known = Blobs.ToDictionary(blob => blob.Name, StringComparer.Ordinal);
        var newest = all.Select(Blob).OfType<LogBlob>().GroupBy(blob => blob.First).OrderBy(group => group.Key)
            .Select(group => group.MaxBy(blob => blob.Generation)!).ToList();
        var blobs = newest.Select((blob, i) => i + 1 < newest.Count ? Known(blob) : blob).ToImmutableArray();
        var tail = await ReadTail(blobs, cancellation);
        lock (_gate)
        {
            _blobs = blobs;
            _replaced = [.. all.Select(blob => path.TryParseReplaced(blob.Name, out var first) ? first : 0).Where(n => n > 0)];
        }

        Tail = tail;

        LogBlob? Blob(ListedBlob blob) => path.TryParseBlob(blob.Name, out var first, out var generation)
            ? new LogBlob(blob.Name, first, generation, blob.Bytes) : null;

        // Keeps what was learnt about where its frames are.
        LogBlob Known(LogBlob blob) =>
            known.TryGetValue(blob.Name, out var same) && same.Bytes == blob.Bytes ? same : blob;
    }

    /// <summary>The same from a listing of its own.</summary>
    public async Task Load(CancellationToken cancellation)
    {
        var listed = new List<ListedBlob>();
        await foreach (var blob in container.List(path.Folder, cancellation)) listed.Add(blob);
        await Load(listed, cancellation);
    }

    /// <summary>The blob that holds a position, if any does; null when it lies before the first.</summary>
    public LogBlob? BlobOf(long position)
    {
        var blobs = Blobs;
        var (from, to) = (-1, blobs.Length - 1);
        while (from < to)
        {
            var middle = (from + to + 1) / 2;
            if (blobs[middle].First <= position) from = middle;
            else to = middle - 1;
        }

        return from < 0 ? null : blobs[from];
    }

    public void Add(LogBlob next)
    {
        lock (_gate) _blobs = _blobs.Add(next);
    }

    public void Remove(LogBlob blob)
    {
        lock (_gate) _blobs = _blobs.Remove(blob);
    }

    /// <summary>A rewritten blob stands for the old one, with the replaced content in its blocks.</summary>
    public void Swap(LogBlob old, LogBlob rewritten, IEnumerable<long> replaced)
    {
        lock (_gate)
        {
            _blobs = _blobs.Replace(old, rewritten);
            _replaced = _replaced.Except(replaced);
        }
    }

    public void NoteReplaced(long first)
    {
        lock (_gate) _replaced = _replaced.Add(first);
    }

    private async Task<long> ReadTail(ImmutableArray<LogBlob> blobs, CancellationToken cancellation)
    {
        for (var i = blobs.Length - 1; i >= 0; i--)
        {
            var blob = blobs[i];
            if (blob.Bytes == 0 && i > 0) continue;
            // Of a listing that is older than the first append, or of a log all of which was trimmed.
            if (blob.Bytes == 0 && (await container.Get(blob.Name, 0, 1, cancellation))?.Total is null or 0) return blob.First - 1;
            var last = await frames.Last(blob, cancellation);
            blob.IsEnded = last.Header.Kind is FrameKind.End;
            if (!blob.IsEnded) await codec.Decode(last, cancellation);
            return last.Header.Last;
        }

        return 0;
    }
}
