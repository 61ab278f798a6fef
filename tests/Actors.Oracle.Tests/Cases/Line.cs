using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Oracle.History;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Oracle.Tests.Cases;

/// <summary>One record of a case.</summary>
/// <param name="Event">Null for an <c>identify</c>.</param>
/// <param name="Body">The payload's JSON.</param>
internal sealed record Line(
    long Position, string? Event, long ReceivedAtMs, long TimestampMs, string MessageId, string Source, string Body)
{
    public static CustomerId Customer { get; } = CustomerId.User("1");

    public Entry ToEntry() =>
        new(Position, Event, ReceivedAtMs, TimestampMs, MessageId, Source, JsonDocument.Parse(Body).RootElement);

    public Record ToRecord() => new(
        Position,
        Event is null ? RecordKind.Identify : RecordKind.Event,
        ReceivedAtMs,
        TimestampMs,
        Customer,
        Encoding.UTF8.GetBytes(Event ?? ""),
        Encoding.UTF8.GetBytes(MessageId),
        Encoding.UTF8.GetBytes(Source),
        Document());

    private byte[] Document()
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(Body));
        reader.Read();
        var written = new ArrayBufferWriter<byte>();
        if (!DocWriter.TryWrite(ref reader, written, out DocError? error)) throw new InvalidOperationException(error?.Detail);
        return written.WrittenSpan.ToArray();
    }
}
