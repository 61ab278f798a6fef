namespace Actors.Cluster.Streams;

/// <summary>
/// A customer's entry into a segment, exit from it, or way from one segment of a segmentation to another: on the streams of both. What a stream tells
/// twice has the same <paramref name="Partition"/> and <paramref name="Position"/>.
/// </summary>
/// <param name="Partition">The partition that published it.</param>
/// <param name="Position">Its place in what that partition published, as in the feed: grows from one item of a partition to the next.</param>
/// <param name="Customer">The customer's id, prefix included: <c>u:ada</c>.</param>
/// <param name="Sequence">Counts the customer's migrations, of all segments, from 1.</param>
/// <param name="Unit">Stable number of the segmentation, or of the segment that stands alone.</param>
/// <param name="From">Stable number of the segment that was left; −1: none.</param>
/// <param name="To">Stable number of the segment that was entered; −1: none.</param>
/// <param name="AtMs">The instant of the migration, Unix milliseconds.</param>
/// <param name="PublishedAtMs">The instant at which it was published, Unix milliseconds.</param>
[GenerateSerializer, Immutable, Alias("actors.migration")]
public sealed record SegmentMigration(
    [property: Id(0)] int Partition,
    [property: Id(1)] long Position,
    [property: Id(2)] string Customer,
    [property: Id(3)] long Sequence,
    [property: Id(4)] int Unit,
    [property: Id(5)] int From,
    [property: Id(6)] int To,
    [property: Id(7)] long AtMs,
    [property: Id(8)] long PublishedAtMs);
