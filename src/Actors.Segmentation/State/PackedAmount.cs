using System.Buffers.Binary;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.State;

/// <summary>An amount in few bytes: a price of whole cents takes two or three.</summary>
/// <remarks>A varint: in its lowest three bits how many zeros follow the digits of its millionths (0 to 6), above them the digits, zigzag; or 7 alone,
/// and then 16 bytes of millionths, little-endian.</remarks>
internal static class PackedAmount
{
    public const int BytesMax = 17;

    private const int ZerosBits = 3;
    private const int ZerosMax = 6;
    private const ulong Wide = 7;

    // What is left of a varint beside the zeros and the sign.
    private const long DigitsMax = 1L << (62 - ZerosBits);

    public static int Write(Span<byte> to, Int128 millionths)
    {
        ulong zeros = 0;
        Int128 digits = millionths;
        for (; zeros < ZerosMax && digits % 10 == 0; zeros++) digits /= 10;
        if (digits > -DigitsMax && digits < DigitsMax) return DocFormat.WriteVarint(to, DocFormat.ZigZag((long)digits) << ZerosBits | zeros);
        to[0] = (byte)Wide;
        BinaryPrimitives.WriteInt128LittleEndian(to[1..], millionths);
        return BytesMax;
    }

    public static Int128 Read(ReadOnlySpan<byte> from, ref int at)
    {
        ulong packed = DocFormat.ReadVarint(from, ref at);
        if (packed == Wide)
        {
            at += 16;
            return BinaryPrimitives.ReadInt128LittleEndian(from[(at - 16)..]);
        }
        Int128 millionths = DocFormat.UnZigZag(packed >> ZerosBits);
        for (ulong zeros = packed & Wide; zeros > 0; zeros--) millionths *= 10;
        return millionths;
    }
}
