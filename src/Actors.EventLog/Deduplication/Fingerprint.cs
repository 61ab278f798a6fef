using System.Buffers;
using System.Buffers.Binary;
using Actors.EventLog.Hashing;

namespace Actors.EventLog.Deduplication;

/// <summary>
/// The identity of a message in 128 bits: SipHash-2-4-128, under the folder's key, of the source that sent it, the
/// customer it is addressed to and its message id. Among a billion messages two agree by chance
/// with a probability of about 10⁻²¹.
/// </summary>
public sealed class Fingerprint
{
    private const int StackBytesMax = 512;
    private readonly byte[] _key;

    /// <param name="key">The folder's routing key, 16 bytes.</param>
    public Fingerprint(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, FolderCreation.RoutingKeyBytes, nameof(key));
        _key = key.ToArray();
    }

    public Fingerprint(FolderInfo folder)
        : this(folder.RoutingKey.Span)
    {
    }

    /// <summary>The fingerprint of a message; all three in UTF-8.</summary>
    public UInt128 Of(ReadOnlySpan<byte> source, ReadOnlySpan<byte> address, ReadOnlySpan<byte> messageId)
    {
        // The lengths keep ("ab", "c") and ("a", "bc") apart.
        var length = (2 * sizeof(int)) + source.Length + address.Length + messageId.Length;
        byte[]? rented = null;
        var buffer = length <= StackBytesMax
            ? stackalloc byte[StackBytesMax]
            : rented = ArrayPool<byte>.Shared.Rent(length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer, source.Length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[sizeof(int)..], address.Length);
        var rest = buffer[(2 * sizeof(int))..];
        source.CopyTo(rest);
        address.CopyTo(rest[source.Length..]);
        messageId.CopyTo(rest[(source.Length + address.Length)..]);
        var hash = SipHash.Hash128(_key, buffer[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }
}
