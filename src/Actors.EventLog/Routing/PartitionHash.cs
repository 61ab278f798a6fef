using Actors.EventLog.Hashing;

namespace Actors.EventLog.Routing;

/// <summary>
/// Which partition a customer lives in: SipHash-2-4 of its address under the folder's key, reduced to the range by the
/// high half of a product. Part of the on-disk format: the same address goes to the same partition for ever.
/// </summary>
public sealed class PartitionHash
{
    private readonly byte[] _key;
    private readonly int _partitions;

    /// <param name="key">The folder's routing key, 16 bytes.</param>
    /// <param name="partitions">Number of partitions, at least 1.</param>
    public PartitionHash(ReadOnlySpan<byte> key, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, FolderCreation.RoutingKeyBytes, nameof(key));
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        (_key, _partitions) = (key.ToArray(), partitions);
    }

    public PartitionHash(FolderInfo folder)
        : this(folder.RoutingKey.Span, folder.Partitions)
    {
    }

    /// <summary>The partition, from 0, of an address in UTF-8, such as <c>u:42</c>.</summary>
    public int PartitionOf(ReadOnlySpan<byte> address) =>
        (int)Math.BigMul(SipHash.Hash64(_key, address), (ulong)_partitions, out _);
}
