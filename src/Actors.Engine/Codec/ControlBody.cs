using System.Buffers.Binary;

namespace Actors.Engine.Codec;

/// <summary>The body of records that address no customer: one number (a catalog version, an epoch).</summary>
internal static class ControlBody
{
    public static ReadOnlyMemory<byte> Of(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }

    public static long Number(ReadOnlyMemory<byte> body) => BinaryPrimitives.ReadInt64LittleEndian(body.Span);
}
