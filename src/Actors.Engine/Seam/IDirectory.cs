using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>How actors find each other. At most one live actor answers at an address, one turn at a time.</summary>
public interface IDirectory
{
    int Partitions { get; }

    /// <summary>The partition that owns a customer, by the folder's keyed hash; stable for ever.</summary>
    int PartitionOf(CustomerId id);

    ICustomer Customer(CustomerId id);

    IPartition Partition(int n);

    ISegment Segment(SegmentKey key);
}
