using System.Buffers.Binary;
using Actors.EventLog.Hashing;

namespace Actors.AzureStorage.Logs;

/// <summary>What a frame is for.</summary>
internal enum FrameKind : byte
{
    /// <summary>A block of the log.</summary>
    Block = 1,

    /// <summary>The end of its blob: the log goes on in the next one. It spans no position.</summary>
    End = 2,
}

/// <summary>
/// The first 72 bytes of a frame, all integers little-endian: the log's mark (by which frames are found from the middle
/// of a blob), body length, kind, codec, positions, times, who wrote it as which of its frames, and checksums.
/// </summary>
/// <param name="Writer">Random number of the opened store that wrote it.</param>
/// <param name="Number">Counts that writer's frames: with <paramref name="Writer"/> it tells one's own append.</param>
internal readonly record struct FrameHeader(
    FrameKind Kind, byte Codec, int BodyBytes, long First, long Last, long FromMs, long ToMs, ulong Writer, ulong Number)
{
    public const int Bytes = 72;

    /// <summary>Bytes of the frame.</summary>
    public int Length => Bytes + BodyBytes;

    /// <summary>Writes the header in front of its body.</summary>
    public void WriteTo(Span<byte> frame, ulong mark)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(frame, mark);
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], BodyBytes);
        frame[12] = (byte)Kind;
        frame[13] = Codec;
        frame[14] = frame[15] = 0;
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], First);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], Last);
        BinaryPrimitives.WriteInt64LittleEndian(frame[32..], FromMs);
        BinaryPrimitives.WriteInt64LittleEndian(frame[40..], ToMs);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[48..], Writer);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[56..], Number);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[64..], Crc32C.Of(frame.Slice(Bytes, BodyBytes)));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[68..], Crc32C.Of(frame[..68]));
    }

    /// <summary>False: no header of this log begins here, or a damaged one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, ulong mark, out FrameHeader header)
    {
        header = default;
        if (source.Length < Bytes || BinaryPrimitives.ReadUInt64LittleEndian(source) != mark) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[68..]) != Crc32C.Of(source[..68])) return false;
        header = new FrameHeader(
            (FrameKind)source[12], source[13], BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]), BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]), BinaryPrimitives.ReadInt64LittleEndian(source[40..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[48..]), BinaryPrimitives.ReadUInt64LittleEndian(source[56..]));
        return header.BodyBytes >= 0;
    }

    /// <summary>Whether the body is the one that was written.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> frame) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame[64..]) == Crc32C.Of(frame[Bytes..]);
}
