using System.Buffers.Binary;
using Actors.EventLog.Hashing;

namespace Actors.EventLog.Deduplication;

/// <summary>The head of a chunk file: what part of the log and of time its fingerprints are of.</summary>
/// <param name="After">It covers the input log after this position …</param>
/// <param name="Position">
/// … up to this one, both included in the chain of chunks: each begins where the one before ends.
/// </param>
internal readonly record struct ChunkHeader(int Partition, long After, long Position, long FromMs, long ToMs, int Count)
{
    public const int Bytes = 64;

    // "ActorFp1" in the order of the bytes.
    private const ulong Magic = 0x31704672_6f746341;

    public void WriteTo(Span<byte> target, uint indexChecksum)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Partition);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], After);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Position);
        BinaryPrimitives.WriteInt64LittleEndian(target[32..], FromMs);
        BinaryPrimitives.WriteInt64LittleEndian(target[40..], ToMs);
        BinaryPrimitives.WriteInt64LittleEndian(target[48..], Count);
        BinaryPrimitives.WriteUInt32LittleEndian(target[56..], indexChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(target[60..], Crc32C.Of(target[..60]));
    }

    /// <summary>False when the bytes are no header, or a damaged one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ChunkHeader header, out uint indexChecksum)
    {
        header = new ChunkHeader(
            (int)Long(source, 8), Long(source, 16), Long(source, 24),
            Long(source, 32), Long(source, 40), (int)Long(source, 48));
        indexChecksum = BinaryPrimitives.ReadUInt32LittleEndian(source[56..]);
        return BinaryPrimitives.ReadUInt64LittleEndian(source) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(source[60..]) == Crc32C.Of(source[..60])
            && header.Count >= 0;
    }

    private static long Long(ReadOnlySpan<byte> source, int offset) =>
        BinaryPrimitives.ReadInt64LittleEndian(source[offset..]);
}
