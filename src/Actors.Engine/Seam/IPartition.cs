using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>Order, durability and time for a slice of customers.</summary>
public interface IPartition
{
    /// <summary>Completes when all items are durable, and duplicates' originals too; and those whose traits may not fit their customer, applied.</summary>
    /// <exception cref="PartitionUnavailableException">The log cannot be written now (disk full), or the partition is recovering or fenced.</exception>
    ValueTask<Ack> Append(IngestBatch batch);

    /// <summary>Waits until everything acknowledged before this call is applied, then reads.</summary>
    ValueTask<CustomerView> Read(CustomerId id, CustomerQuery query);

    /// <summary>The migrations of one customer, newest first, before an outbox position.</summary>
    ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax);

    /// <summary>The latest input records of one customer, newest first.</summary>
    ValueTask<IReadOnlyList<StoredRecord>> History(CustomerId id, long before, int itemsMax);

    /// <summary>Customers by their memberships, as decided by now.</summary>
    ValueTask<MemberPage> Members(MemberQuery query);

    /// <summary>Tries a rule on customers, as they stand when they are looked at.</summary>
    ValueTask<PreviewPage> Preview(PreviewQuery query);

    /// <summary>Migrations after an outbox position, ascending.</summary>
    ValueTask<MigrationPage> Migrations(long after, int itemsMax);

    /// <summary>
    /// What the partition has published: at once if it is not what the caller knows, else when it has published more, or after a few seconds
    /// without. So any process hears of any partition without asking again and again.
    /// </summary>
    ValueTask<PublishedTail> Published(PublishedTail known);

    /// <summary>Logs the passing of time up to an instant, and applies it.</summary>
    ValueTask Advance(long toMs);

    /// <summary>Reads some more of the past that a new catalog needs, while the old one goes on deciding; what is read is kept for the activation.</summary>
    /// <param name="records">Whether the input records are needed.</param>
    /// <param name="published">Whether the published migrations are. Neither: what was read is forgotten.</param>
    /// <returns>How far it is read, 0 to 1: to be called until it is.</returns>
    ValueTask<double> Prepare(bool records, bool published);

    /// <summary>
    /// Switches to a catalog version, computed over all retained history: completes when every customer has switched. Other work goes on meanwhile.
    /// </summary>
    ValueTask Activate(int version);

    /// <summary>A message from another partition's log, deduplicated by (partition, position, ordinal).</summary>
    ValueTask Deliver(PeerMessage message);

    ValueTask<PartitionStatus> Status();

    /// <summary>The names of events and traits that its customers have brought, a bounded number.</summary>
    ValueTask<SeenNames> Names();
}

/// <summary>How far a partition has come.</summary>
/// <param name="Outbox">Last outbox position; −1: nothing is known yet.</param>
/// <param name="Catalog">The catalog version it decides by.</param>
public readonly record struct PublishedTail(long Outbox, int Catalog)
{
    /// <summary>Agrees with no partition: asked with it, all answer at once.</summary>
    public static PublishedTail Unknown { get; } = new(-1, -1);
}

/// <summary>A message between partitions.</summary>
public sealed record PeerMessage(int FromPartition, long Position, int Ordinal, CustomerId To, RecordKind Kind, ReadOnlyMemory<byte> Body);

/// <summary>An input record that owns its memory.</summary>
public sealed record StoredRecord(Record Record);

/// <summary>A partition's figures.</summary>
/// <param name="Applied">Input position applied, <paramref name="Durable"/> at most.</param>
/// <param name="Outbox">Last outbox position.</param>
/// <param name="Customers">Known customers, cold ones included.</param>
/// <param name="NextDueMs">Earliest due instant of any customer.</param>
/// <param name="LatenessMs">How late the last clock change was published.</param>
public sealed record PartitionStatus(
    int Partition, bool Ready, double Recovered, long Durable, long Applied, long Outbox, int Customers, int Resident,
    long NextDueMs, long LatenessMs, string? Fault);

/// <summary>The partition cannot take this now; the message says why. Nothing was written.</summary>
public sealed class PartitionUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
