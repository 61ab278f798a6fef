using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>How actors find each other. At most one live actor answers at an address, one turn at a time.</summary>
public interface IDirectory
{
    int Partitions { get; }

    /// <summary>The partition that owns a customer, by the folder's keyed hash; stable for ever.</summary>
    int PartitionOf(CustomerId id);

    /// <summary>The customer's actor.</summary>
    /// <param name="hint">A number the partition keeps per customer for the runtime: 0 at first, −1 for a customer of whom nothing can have
    /// been saved. Never needed, only faster.</param>
    ICustomer Customer(CustomerId id, ref long hint);

    /// <summary>Customers that one partition will call next, by their hints. Only a help.</summary>
    void Expect(ReadOnlySpan<long> hints)
    {
    }

    /// <summary>
    /// Gives the runtime a customer's saved state before anybody asks for it, read together with many others. It may keep it, unless it has the
    /// customer already.
    /// </summary>
    /// <returns>Whether more are welcome.</returns>
    bool Offer(CustomerId id, ref long hint, StoredState state) => false;

    IPartition Partition(int n);

    ISegment Segment(SegmentKey key);
}
