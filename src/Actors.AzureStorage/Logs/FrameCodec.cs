using System.Buffers.Binary;
using System.Text;
using Actors.AzureStorage.Rest;
using Actors.EventLog;
using Actors.EventLog.Hashing;
using Actors.EventLog.Sqlite;

namespace Actors.AzureStorage.Logs;

/// <summary>
/// Turns blocks of one log into frames and back. A payload that does not fit one append, even compressed, gets a blob
/// of its own, and the frame names it: a frame is always appended whole.
/// </summary>
internal sealed class FrameCodec(BlobContainer container, LogPath path, ulong mark, ulong writer)
{
    // Set in the codec byte: the body is the checksum and the name of the blob that holds the stored payload.
    private const byte Apart = 0x80;

    private long _number;

    /// <summary>The header of a frame that <see cref="Encode"/> made.</summary>
    public FrameHeader HeaderOf(ReadOnlyMemory<byte> frame) =>
        FrameHeader.TryRead(frame.Span, mark, out var header) ? header : throw new ArgumentException("No frame of this log.");

    /// <summary>The frame of a block, ready to be appended.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Encode(LogBlock block, CancellationToken cancellation)
    {
        var (codec, stored) = BlockCodec.Encode(block.Payload);
        if (FrameHeader.Bytes + stored.Length <= BlobContainer.AppendBytesMax)
            return Write(FrameKind.Block, codec, block, stored.Span);
        var number = (ulong)Interlocked.Increment(ref _number);
        var name = path.LargeOf(block.First, writer, number);
        await container.Put(name, stored, onlyNew: false, cancellation);
        var body = new byte[sizeof(uint) + Encoding.UTF8.GetByteCount(name)];
        BinaryPrimitives.WriteUInt32LittleEndian(body, Crc32C.Of(stored.Span));
        Encoding.UTF8.GetBytes(name, body.AsSpan(sizeof(uint)));
        return Write(FrameKind.Block, (byte)(codec | Apart), block, body);
    }

    /// <summary>The last frame of a blob whose log reaches <paramref name="tail"/>.</summary>
    public ReadOnlyMemory<byte> End(long tail) =>
        Write(FrameKind.End, BlockCodec.Plain, new LogBlock(tail + 1, tail, 0, 0, default), default);

    /// <summary>Name of the blob that holds the payload, when it is not in the frame itself.</summary>
    public static string? LargeOf(in Frame frame) =>
        (frame.Header.Codec & Apart) == 0 ? null : Encoding.UTF8.GetString(frame.Body.Span[sizeof(uint)..]);

    /// <exception cref="CorruptLogException">It is not what was written.</exception>
    public async ValueTask<LogBlock> Decode(Frame frame, CancellationToken cancellation)
    {
        var header = frame.Header;
        if (!FrameHeader.IsWhole(frame.Stored.Span)) throw Damaged(header, "its checksum does not match its content");
        var stored = frame.Body;
        if (LargeOf(frame) is { } name)
        {
            stored = await container.Get(name, cancellation) ?? throw Damaged(header, $"blob '{name}' is missing");
            if (Crc32C.Of(stored.Span) != BinaryPrimitives.ReadUInt32LittleEndian(frame.Body.Span))
                throw Damaged(header, $"the checksum of blob '{name}' does not match its content");
        }

        var payload = BlockCodec.Decode(header.Codec & ~Apart, stored.Span)
            ?? throw Damaged(header, $"its payload is not of codec {header.Codec}");
        return new LogBlock(header.First, header.Last, header.FromMs, header.ToMs, payload);
    }

    private byte[] Write(FrameKind kind, byte codec, in LogBlock block, ReadOnlySpan<byte> body)
    {
        var number = (ulong)Interlocked.Increment(ref _number);
        var header = new FrameHeader(
            kind, codec, body.Length, block.First, block.Last, block.FromMs, block.ToMs, writer, number);
        var frame = new byte[header.Length];
        body.CopyTo(frame.AsSpan(FrameHeader.Bytes));
        header.WriteTo(frame, mark);
        return frame;
    }

    private CorruptLogException Damaged(in FrameHeader header, string reason) =>
        new($"The {path.Title} at {container.Location} is damaged at block {header.First}–{header.Last}: {reason}.");
}
