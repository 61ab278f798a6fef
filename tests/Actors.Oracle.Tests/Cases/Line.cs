using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Oracle.History;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Oracle.Tests.Cases;

/// <summary>One record of a case.</summary>
/// <param name="Event">Empty for other kinds.</param>
/// <param name="Body">The payload's JSON; empty for none.</param>
internal sealed record Line(
    long Position,
    RecordKind Kind,
    string Event,
    long ReceivedAtMs,
    long TimestampMs,
    string MessageId,
    string Source,
    string Body)
{
    public static CustomerId Customer { get; } = CustomerId.User("1");

    public Entry ToEntry() => new(
        Position, Kind, Event, ReceivedAtMs, TimestampMs, MessageId, Source,
        JsonDocument.Parse(Body.Length > 0 ? Body : "{}").RootElement);

    public Record ToRecord() => new(
        Position,
        Kind,
        ReceivedAtMs,
        TimestampMs,
        Customer,
        Encoding.UTF8.GetBytes(Event),
        Encoding.UTF8.GetBytes(MessageId),
        Encoding.UTF8.GetBytes(Source),
        Document());

    private byte[] Document()
    {
        if (Body.Length == 0) return [];
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(Body));
        reader.Read();
        var written = new ArrayBufferWriter<byte>();
        if (!DocWriter.TryWrite(ref reader, written, out DocError? error)) throw new InvalidOperationException(error?.Detail);
        return written.WrittenSpan.ToArray();
    }
}
