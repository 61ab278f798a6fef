namespace Actors.Segmentation.Records;

/// <summary>One entry of a partition's input log, as the customer's decision sees it.</summary>
/// <remarks>
/// A view: the memories are slices of the block the record arrived in, so a record is valid as long as its block is.
/// <see cref="Body"/> is a document (binary JSON, <c>Values.DocWriter</c>) with the call's <c>properties</c>, <c>traits</c>,
/// <c>context</c> and the other ids of the call, or empty.
/// </remarks>
/// <param name="Position">Position in the partition's input log, from 1, without gaps.</param>
/// <param name="Kind">What the record says.</param>
/// <param name="ReceivedAtMs">Stamp at append, Unix milliseconds UTC; never falls within a partition.</param>
/// <param name="TimestampMs">Event time, Unix milliseconds UTC, corrected for the client's clock, never after <paramref name="ReceivedAtMs"/>.</param>
/// <param name="Customer">Whom it concerns; empty where the kind addresses no customer.</param>
/// <param name="Event">The event's name (NFC, UTF-8) for <see cref="RecordKind.Event"/>; empty otherwise.</param>
/// <param name="MessageId">The client's message id, UTF-8.</param>
/// <param name="Source">Name of the write key's source, UTF-8: part of the identity of a message.</param>
/// <param name="Body">The payload document.</param>
public readonly record struct Record(
    long Position,
    RecordKind Kind,
    long ReceivedAtMs,
    long TimestampMs,
    CustomerId Customer,
    ReadOnlyMemory<byte> Event,
    ReadOnlyMemory<byte> MessageId,
    ReadOnlyMemory<byte> Source,
    ReadOnlyMemory<byte> Body);
