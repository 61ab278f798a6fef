using System.Buffers.Binary;
using System.IO.Compression;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// How a payload is stored: as it is, or compressed by Brotli's fastest level after its length in four bytes. Runs on
/// the appending thread, so that the one writer thread only copies.
/// </summary>
internal static class BlockCodec
{
    public const byte Plain = 0;
    public const byte Brotli = 1;

    private const int LengthBytes = sizeof(int);

    // Below this a block shares its page with others anyway, and the compressor's start costs more than it saves.
    private const int CompressedBytesMin = 512;
    private const int Quality = 0;
    private const int WindowBits = 18;

    public static (byte Codec, ReadOnlyMemory<byte> Stored) Encode(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length < CompressedBytesMin) return (Plain, payload);
        // A block that saves less than an eighth is not worth the unpacking.
        var buffer = new byte[payload.Length - (payload.Length / 8)];
        if (!BrotliEncoder.TryCompress(payload.Span, buffer.AsSpan(LengthBytes), out var written, Quality, WindowBits))
            return (Plain, payload);
        BinaryPrimitives.WriteInt32LittleEndian(buffer, payload.Length);
        return (Brotli, buffer.AsMemory(0, LengthBytes + written));
    }

    /// <summary>The payload; null when the bytes are none of this codec's.</summary>
    public static byte[]? Decode(long codec, ReadOnlySpan<byte> stored)
    {
        if (codec == Plain) return stored.ToArray();
        if (codec != Brotli || stored.Length < LengthBytes) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(stored);
        if (length is < 0 or > LogBlock.PayloadBytesMax) return null;
        var payload = new byte[length];
        var whole = BrotliDecoder.TryDecompress(stored[LengthBytes..], payload, out var written) && written == length;
        return whole ? payload : null;
    }
}
