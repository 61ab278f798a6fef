using System.Buffers.Binary;
using System.Numerics;

namespace Actors.Segmentation.Values;

/// <summary>The bytes of a document. On disk: tags never change their meaning.</summary>
/// <remarks>
/// A value is a tag byte and what follows it: nothing (null, false, true), a zigzag varint of millionths, 16 bytes of millionths, or a
/// varint length and that many bytes (texts, lists: values one after another, objects: key length, key, value). Every value thus
/// knows where it ends, and skipping a whole list costs as much as skipping a number.
/// </remarks>
internal static class DocFormat
{
    public const byte Null = 1;
    public const byte False = 2;
    public const byte True = 3;
    public const byte Number = 4;
    public const byte WideNumber = 5;
    public const byte OutOfRange = 6;
    public const byte Text = 7;
    public const byte List = 8;
    public const byte Object = 9;

    /// <summary>The bytes the first value takes.</summary>
    public static int Size(ReadOnlySpan<byte> doc)
    {
        switch (doc[0])
        {
            case Null or False or True:
                return 1;
            case Number:
                int end = 1;
                while (doc[end] >= 0x80) end++;
                return end + 1;
            case WideNumber:
                return 17;
            default:
                int at = 1;
                int length = (int)ReadVarint(doc, ref at);
                return at + length;
        }
    }

    public static ulong ReadVarint(ReadOnlySpan<byte> from, ref int at)
    {
        ulong next = from[at++];
        if (next < 0x80) return next;
        ulong value = next & 0x7F;
        for (int shift = 7; ; shift += 7)
        {
            next = from[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    public static int VarintSize(ulong value) => (BitOperations.Log2(value | 1) + 7) / 7;

    public static int WriteVarint(Span<byte> to, ulong value)
    {
        int at = 0;
        for (; value >= 0x80; value >>= 7) to[at++] = (byte)(value | 0x80);
        to[at++] = (byte)value;
        return at;
    }

    public static ulong ZigZag(long value) => (ulong)(value << 1) ^ (ulong)(value >> 63);

    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    /// <summary>Writes a number, 18 bytes at most; returns its size.</summary>
    public static int WriteNumber(Span<byte> to, Int128 millionths)
    {
        if (millionths >= long.MinValue && millionths <= long.MaxValue)
        {
            to[0] = Number;
            return 1 + WriteVarint(to[1..], ZigZag((long)millionths));
        }
        to[0] = WideNumber;
        BinaryPrimitives.WriteInt128LittleEndian(to[1..], millionths);
        return 17;
    }
}
