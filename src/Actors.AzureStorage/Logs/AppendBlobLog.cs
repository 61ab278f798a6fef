using System.Runtime.CompilerServices;
using Actors.AzureStorage.Rest;
using Actors.EventLog;
using Actors.EventLog.Hashing;

namespace Actors.AzureStorage.Logs;

/// <summary>
/// A log as a chain of append blobs. The position at which a blob ends is the fence: an append names it, and the
/// service refuses all but the one that is right.
/// </summary>
internal sealed class AppendBlobLog : ILog, IDisposable
{
    private const int FirstWindowBytes = 256 << 10;
    private const int GoneMax = 3;

    private readonly BlobContainer _container;
    private readonly LogPath _path;
    private readonly FrameReader _frames;
    private readonly FrameCodec _codec;
    private readonly CancellationToken _closing;
    private readonly StoreTrouble _trouble;
    private readonly LogChain _chain;
    private readonly LogAppends _appends;
    private readonly LogWriter _writer;
    private readonly LogRewriting _rewriting;

    private AppendBlobLog(BlobContainer container, LogPath path, ulong mark, ulong writer, StoreTrouble trouble)
    {
        (_container, _path, _closing, _trouble) = (container, path, trouble.Closing, trouble);
        _frames = new FrameReader(container, path, mark);
        _codec = new FrameCodec(container, path, mark, writer);
        _chain = new LogChain(container, path, _frames, _codec);
        _appends = new LogAppends(container, path, _chain, _frames, _codec, trouble);
        _writer = new LogWriter(_chain, _appends, path, trouble);
        _rewriting = new LogRewriting(container, path, _chain, _frames, RollOver);
    }

    public long Tail => _chain.Tail;

    /// <summary>First position that is still there; the tail + 1 when none is.</summary>
    public long First => _chain.Blobs is [var first, ..] ? first.First : 1;

    /// <summary>Bytes of its blobs.</summary>
    public long BytesOnDisk => _chain.Blobs.Sum(blob => blob.Bytes);

    /// <param name="key">The folder's routing key: makes the mark by which frames are found.</param>
    /// <param name="writer">Random number of the opened store.</param>
    /// <param name="listed">Blobs of this log's folder.</param>
    /// <param name="isShared">Others append: a payload that no block names may be of one that is on its way.</param>
    /// <exception cref="CorruptLogException">The last block is damaged.</exception>
    public static async Task<AppendBlobLog> Open(
        BlobContainer container, LogPath path, ReadOnlyMemory<byte> key, ulong writer,
        StoreTrouble trouble, IReadOnlyList<ListedBlob> listed, bool isShared = false)
    {
        var mark = SipHash.Hash64(key.Span, System.Text.Encoding.UTF8.GetBytes(path.Folder));
        var log = new AppendBlobLog(container, path, mark, writer, trouble);
        await log._chain.Load(listed, trouble.Closing);
        await log._rewriting.ClearLeftovers(listed, isShared, trouble.Closing);
        return log;
    }

    public async ValueTask<AppendOutcome> Append(
        long expectedTail, LogBlock block, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckAppend(expectedTail, block);
        cancellation.ThrowIfCancellationRequested();
        if (expectedTail < Tail) return new AppendOutcome(Appended: false, Tail);
        var frame = await _codec.Encode(block, cancellation);
        var header = _codec.HeaderOf(frame);
        var outcome = await _writer.Append(new AppendJob(expectedTail, header, frame));
        // What was refused is nobody's: the payload that lies apart goes too.
        if (!outcome.Appended && FrameCodec.LargeOf(new Frame(header, 0, frame)) is { } apart)
            await _container.Delete(apart, cancellation);
        return outcome;
    }

    public async IAsyncEnumerable<LogBlock> Read(
        long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var tail = Tail;
        after = Math.Max(after, First - 1);
        for (var gone = 0; after < tail;)
        {
            var blob = _chain.BlobOf(after + 1) ?? throw Gap(after + 1);
            await using var blocks = ReadBlob(blob, after, cancellation).GetAsyncEnumerator(cancellation);
            while (after < tail && await Next(blocks))
            {
                var block = blocks.Current;
                if (block.First > after + 1) throw Gap(after + 1);
                yield return block;
                (after, gone) = (block.Last, 0);
            }

            if (after < tail && _chain.BlobOf(after + 1) == blob && ++gone > GoneMax) throw Gap(after + 1);
        }
    }

    public async ValueTask<LogBlock?> ReadAt(long position, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        for (var gone = 0; ; gone++)
        {
            if (position < 1 || position > Tail || _chain.BlobOf(position) is not { } blob) return null;
            try
            {
                var frame = await _frames.Find(blob, position, cancellation) ?? throw Gap(position);
                return await ContentOf(frame, cancellation);
            }
            catch (BlobGoneException) when (gone < GoneMax)
            {
                await Reload();
            }
        }
    }

    public async ValueTask Replace(LogBlock block, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckShape(block);
        var there = await ReadAt(block.First, cancellation);
        if (there is not { } old || old.First != block.First || old.Last != block.Last)
            throw new StorageException(
                $"The {_path.Title} at {_container.Location} has no block {block.First}–{block.Last} to replace.");
        await _rewriting.Replace(block.First, await _codec.Encode(block, cancellation), cancellation);
    }

    public ValueTask<long> ReadTail(CancellationToken cancellation = default) => _trouble.IsAlone() ? new(Tail) : Refresh();

    /// <summary>Learns what others have appended, and gives the tail.</summary>
    public async ValueTask<long> Refresh()
    {
        await _writer.Between(_appends.Refresh);
        return Tail;
    }

    /// <summary>Ends the blob that is written to; the next append begins another.</summary>
    public Task RollOver() => _writer.Between(_appends.RollOver);

    /// <summary>Writes blobs with replaced blocks anew, so that the old content is nowhere any more.</summary>
    public Task Scrub(CancellationToken cancellation) => _rewriting.Scrub(cancellation);

    /// <summary>Deletes blobs all of whose positions are at most this one (retention).</summary>
    public Task Trim(long upTo, CancellationToken cancellation) => _rewriting.Trim(upTo, cancellation);

    /// <summary>Completes when what was taken is written.</summary>
    public Task Close() => _writer.Close();

    public void Dispose() => _rewriting.Dispose();

    private async IAsyncEnumerable<LogBlock> ReadBlob(
        LogBlob blob, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = blob.Bytes;
        var offset = await _frames.OffsetOf(blob, after + 1, end, cancellation);
        await foreach (var frame in _frames.Read(blob, offset, end, FirstWindowBytes, cancellation))
        {
            if (frame.Header.Kind is FrameKind.End) yield break;
            if (frame.Header.Last > after) yield return await ContentOf(frame, cancellation);
        }
    }

    // False at the blob's end, and where it is gone: the chain then says where to go on.
    private async ValueTask<bool> Next(IAsyncEnumerator<LogBlock> blocks)
    {
        try
        {
            return await blocks.MoveNextAsync();
        }
        catch (BlobGoneException)
        {
            await Reload();
            return false;
        }
    }

    private async ValueTask<LogBlock> ContentOf(Frame frame, CancellationToken cancellation)
    {
        if (!_chain.Replaced.Contains(frame.Header.First)) return await _codec.Decode(frame, cancellation);
        var name = _path.ReplacedOf(frame.Header.First);
        var stored = await _container.Get(name, cancellation) ?? throw new BlobGoneException(name);
        return await _codec.Decode(new Frame(_codec.HeaderOf(stored), 0, stored), cancellation);
    }

    /// <summary>Reads anew what there is, other content for its blocks included.</summary>
    public Task Reload() => _writer.Between(() => _chain.Load(_closing));

    private CorruptLogException Gap(long position) => new(
        $"The {_path.Title} at {_container.Location} is damaged: no block holds position {position}, "
        + $"although the log reaches {Tail}.");
}
