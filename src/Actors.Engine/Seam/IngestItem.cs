using Actors.Segmentation.Records;

namespace Actors.Engine.Seam;

/// <summary>One accepted call, before it has a position and a stamp. The memories must stay unchanged until the append completes.</summary>
/// <param name="Customer">The address that owns it: <c>u:</c> if a userId is present, else <c>a:</c>.</param>
/// <param name="TimestampMs">The client's time, or <see cref="NoTime"/>: then the arrival.</param>
/// <param name="SentAtMs">The client's clock when it sent, or <see cref="NoTime"/>: corrects a wrong client clock (real time only).</param>
/// <param name="Event">NFC UTF-8; empty unless <paramref name="Kind"/> is an event.</param>
/// <param name="MessageId">The client's, or one the server made.</param>
/// <param name="Source">Name of the write key.</param>
/// <param name="Body">The payload document.</param>
/// <param name="HasMessageId">False: the server made the id, and it deduplicates nothing.</param>
/// <param name="StampMs">Virtual time: the stamp, taken by the ingress before routing. Callers leave it alone.</param>
public readonly record struct IngestItem(
    RecordKind Kind,
    CustomerId Customer,
    long TimestampMs,
    long SentAtMs,
    ReadOnlyMemory<byte> Event,
    ReadOnlyMemory<byte> MessageId,
    ReadOnlyMemory<byte> Source,
    ReadOnlyMemory<byte> Body,
    bool HasMessageId,
    long StampMs = IngestItem.NoTime)
{
    public const long NoTime = long.MinValue;
}

/// <summary>Items for one partition, in order.</summary>
public sealed record IngestBatch(ReadOnlyMemory<IngestItem> Items);

/// <summary>The answer once all is durable.</summary>
/// <param name="Accepted">Items that took effect.</param>
/// <param name="Duplicates">Items whose message was accepted before.</param>
/// <param name="Position">The partition's position that covers the batch.</param>
/// <param name="Refused">Items of which nothing was kept, by index; null: none. They stand in the log, without effect.</param>
public readonly record struct Ack(int Accepted, int Duplicates, long Position, IReadOnlyList<RefusedItem>? Refused = null);

/// <summary>An item of which nothing was kept: the customer's traits would take more than they may.</summary>
/// <param name="Index">Place among the items sent, from 0.</param>
/// <param name="Trait">The largest of the traits it brings.</param>
public readonly record struct RefusedItem(int Index, string Trait);
