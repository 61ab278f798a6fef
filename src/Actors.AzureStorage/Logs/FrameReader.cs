using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Logs;

/// <summary>Reads frames of one log's blobs by ranges, and finds them by position.</summary>
internal sealed class FrameReader(BlobContainer container, LogPath path, ulong mark)
{
    private const int ProbeBytes = 64 << 10;
    private const int WindowBytesMax = 4 << 20;

    /// <summary>Frames from an offset at which one begins up to an offset at which one ends.</summary>
    /// <exception cref="BlobGoneException">The blob is not there.</exception>
    /// <exception cref="CorruptLogException">Something else stands where a frame should begin.</exception>
    public async IAsyncEnumerable<Frame> Read(
        LogBlob blob, long offset, long end, long window, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (offset < end)
        {
            var part = await Part(blob, offset, Math.Min(window, end - offset), cancellation);
            var used = 0;
            while (part.Length - used >= FrameHeader.Bytes)
            {
                var header = HeaderAt(blob, part.Span[used..], offset + used);
                if (header.Length > part.Length - used) break;
                var frame = new Frame(header, offset + used, part.Slice(used, header.Length));
                blob.Waypoints.Add(header.First, frame.Offset);
                used += header.Length;
                yield return frame;
            }

            offset += used;
            var needed = used > 0 ? 0 : part.Length < FrameHeader.Bytes
                ? FrameHeader.Bytes : HeaderAt(blob, part.Span, offset).Length;
            if (offset + needed > end) throw Damaged(blob, offset, "a block is cut off");
            window = Math.Max(needed, Math.Min(window * 2, WindowBytesMax));
        }
    }

    /// <summary>The frame that holds a position; null when the blob holds none.</summary>
    public async ValueTask<Frame?> Find(LogBlob blob, long position, CancellationToken cancellation)
    {
        var end = blob.Bytes;
        var (from, to) = await Narrow(blob, position, end, cancellation);
        var window = Math.Max(FrameHeader.Bytes, to - from);
        await foreach (var frame in Read(blob, from, end, window, cancellation))
        {
            if (frame.Header.Kind is FrameKind.End || frame.Header.First > position) return null;
            if (frame.Header.Last >= position) return frame;
        }

        return null;
    }

    /// <summary>Where a frame begins that lies at or shortly before the one that holds a position.</summary>
    public async ValueTask<long> OffsetOf(LogBlob blob, long position, long end, CancellationToken cancellation) =>
        (await Narrow(blob, position, end, cancellation)).From;

    /// <summary>The last frame of a blob that is not empty, whose length is learnt again by the way.</summary>
    public async ValueTask<Frame> Last(LogBlob blob, CancellationToken cancellation)
    {
        for (var window = (long)ProbeBytes; ; window *= 8)
        {
            var start = Math.Max(0, blob.Bytes - window);
            // Another owner may have appended since the blob was listed: beyond the end there is nothing to pay for.
            var found = await container.Get(blob.Name, start, blob.Bytes - start + WindowBytesMax, cancellation)
                ?? throw new BlobGoneException(blob.Name);
            var (part, at) = (found.Bytes, 0);
            Frame? last = null;
            while (Next(part.Span, at) is var begin and >= 0)
            {
                var header = HeaderAt(blob, part.Span[begin..], start + begin);
                if (begin + header.Length > part.Length) throw Damaged(blob, start + begin, "a block is cut off");
                last = new Frame(header, start + begin, part.Slice(begin, header.Length));
                at = begin + header.Length;
            }

            if (last is { } frame)
            {
                if (frame.EndOffset != found.Total) throw Damaged(blob, frame.EndOffset, "no block begins here");
                (blob.Bytes, blob.Blocks) = (found.Total, found.Blocks);
                return frame;
            }

            if (start == 0) throw Damaged(blob, 0, "no block begins here");
        }
    }

    // Halves the part of the blob in which the position must be until it is short enough to read.
    private async ValueTask<(long From, long To)> Narrow(
        LogBlob blob, long position, long end, CancellationToken cancellation)
    {
        var (from, to) = blob.Waypoints.Around(position, end);
        while (to - from > 2 * Waypoints.Spacing)
        {
            var middle = from + ((to - from) / 2);
            var found = await Probe(blob, middle, to, cancellation);
            if (found is { } frame && frame.First <= position) from = frame.Offset;
            else to = middle;
        }

        return (from, to);
    }

    // The first frame that begins in a part of a blob.
    private async ValueTask<(long First, long Offset)?> Probe(
        LogBlob blob, long from, long to, CancellationToken cancellation)
    {
        for (; from < to; from += ProbeBytes)
        {
            var part = await Part(blob, from, ProbeBytes + FrameHeader.Bytes, cancellation);
            var begin = Next(part.Span, 0);
            if (begin < 0 || from + begin >= to) continue;
            FrameHeader.TryRead(part.Span[begin..], mark, out var header);
            blob.Waypoints.Add(header.First, from + begin);
            return (header.First, from + begin);
        }

        return null;
    }

    // Where the next frame begins: at the log's mark, which nobody outside knows, before a header that checks.
    private int Next(ReadOnlySpan<byte> bytes, int at)
    {
        Span<byte> sign = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(sign, mark);
        while (at < bytes.Length)
        {
            var found = bytes[at..].IndexOf(sign);
            if (found < 0) return -1;
            at += found;
            if (FrameHeader.TryRead(bytes[at..], mark, out _)) return at;
            at++;
        }

        return -1;
    }

    private async ValueTask<ReadOnlyMemory<byte>> Part(
        LogBlob blob, long offset, long bytes, CancellationToken cancellation)
    {
        var part = await container.Get(blob.Name, offset, bytes, cancellation) ?? throw new BlobGoneException(blob.Name);
        return part.Bytes.Length > 0 ? part.Bytes : throw Damaged(blob, offset, "the blob ends here");
    }

    private FrameHeader HeaderAt(LogBlob blob, ReadOnlySpan<byte> bytes, long offset) =>
        FrameHeader.TryRead(bytes, mark, out var header) ? header : throw Damaged(blob, offset, "no block begins here");

    private CorruptLogException Damaged(LogBlob blob, long offset, string reason) =>
        new($"The {path.Title} at {container.Location} is damaged: blob '{blob.Name}', byte {offset}: {reason}.");
}
