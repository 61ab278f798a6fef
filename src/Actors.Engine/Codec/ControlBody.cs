using System.Buffers.Binary;
using Actors.Segmentation.Records;

namespace Actors.Engine.Codec;

/// <summary>
/// The body of records that address no customer: one number (a catalog version, an epoch). After it an activation that goes on in slices has one more byte,
/// and a slice the customer that it ends with.
/// </summary>
internal static class ControlBody
{
    public static ReadOnlyMemory<byte> Of(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }

    /// <summary>An activation whose slices follow.</summary>
    public static ReadOnlyMemory<byte> OfActivation(int version) => (byte[])[.. Of(version).Span, 1];

    /// <param name="end">Empty: with the last customer.</param>
    public static ReadOnlyMemory<byte> OfSlice(int version, CustomerId end) => (byte[])[.. Of(version).Span, .. end.Utf8.Span];

    public static int Version(ReadOnlyMemory<byte> body) => (int)Number(body);

    /// <summary>Whether slices follow an activation; logs of old have whole ones.</summary>
    public static bool GoesOn(ReadOnlyMemory<byte> body) => body.Length > sizeof(long);

    /// <summary>Where a slice ends.</summary>
    public static CustomerId End(ReadOnlyMemory<byte> body) => new(body[sizeof(long)..]);

    public static long Number(ReadOnlyMemory<byte> body) => BinaryPrimitives.ReadInt64LittleEndian(body.Span);
}
