using Actors.Segmentation.Records;

namespace Actors.Api.Tracking;

/// <summary>A stretch of the request's output bytes, which may still move while it grows.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public bool IsEmpty => Length == 0;
}

/// <summary>An item to ingest, by slices.</summary>
internal readonly record struct Draft(
    RecordKind Kind,
    Slice Customer,
    long TimestampMs,
    long SentAtMs,
    Slice Event,
    Slice MessageId,
    bool HasMessageId,
    Slice Body);

/// <summary>An item of a batch that was not taken.</summary>
/// <param name="Index">Place in the batch, from 0.</param>
/// <param name="MessageId">Its message id, where it has a readable one.</param>
/// <param name="Pointer">JSON pointer into the request's body.</param>
internal sealed record Rejection(int Index, string? MessageId, string Pointer, string Detail);
