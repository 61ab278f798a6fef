using Actors.Engine.Seam;

namespace Actors.Cluster.Grains;

/// <summary>The address of a partition: the seam's <see cref="IPartition"/> as Orleans carries it.</summary>
[Alias("actors.partition")]
public interface IPartitionGrain : IGrainWithIntegerKey
{
    [return: Immutable]
    Task<Ack> Append([Immutable] IngestBatch batch);

    [return: Immutable]
    Task<CustomerView> Read([Immutable] byte[] customer, [Immutable] CustomerQuery query);

    [return: Immutable]
    Task<MigrationPage> Timeline([Immutable] byte[] customer, long before, int itemsMax);

    [return: Immutable]
    Task<StoredRecord[]> History([Immutable] byte[] customer, long before, int itemsMax);

    [return: Immutable]
    Task<MemberPage> Members([Immutable] MemberQuery query);

    [return: Immutable]
    Task<PreviewPage> Preview([Immutable] PreviewQuery query);

    [return: Immutable]
    Task<MigrationPage> Migrations(long after, int itemsMax);

    [return: Immutable]
    Task<PublishedTail> Published([Immutable] PublishedTail known);

    /// <summary>May have many customers to move.</summary>
    [ResponseTimeout("00:05:00")]
    Task Advance(long toMs);

    /// <summary>Reads some of the past ahead of an activation.</summary>
    Task<double> Prepare(bool records, bool published);

    /// <summary>Reads all history; a caller that gave up asks again, and is answered once it is done.</summary>
    [ResponseTimeout("01:00:00")]
    Task Activate(int version);

    Task Deliver([Immutable] PeerMessage message);

    [return: Immutable]
    Task<PartitionStatus> Status();

    [return: Immutable]
    Task<SeenNames> Names();

    /// <summary>Looks at the clock, and tells segments where the partition stands.</summary>
    Task Tick();

    /// <summary>Saves every state that changed.</summary>
    [ResponseTimeout("00:05:00")]
    Task SaveCheckpoint();

    /// <summary>Hands the partition over: whoever is asked next starts with nothing to replay.</summary>
    [ResponseTimeout("00:05:00")]
    Task Release();
}
