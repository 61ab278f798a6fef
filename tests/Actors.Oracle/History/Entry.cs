using System.Text.Json;
using Actors.Segmentation.Records;

namespace Actors.Oracle.History;

/// <summary>One accepted record of one customer, as a person would write it down.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Event">The event's name; empty for other kinds.</param>
/// <param name="ReceivedAtMs">When the server took it, Unix milliseconds.</param>
/// <param name="TimestampMs">Event time, never after <paramref name="ReceivedAtMs"/>.</param>
/// <param name="Body">The payload: <c>properties</c> and <c>context</c>, or <c>traits</c>.</param>
public sealed record Entry(
    long Position,
    RecordKind Kind,
    string Event,
    long ReceivedAtMs,
    long TimestampMs,
    string MessageId,
    string Source,
    JsonElement Body)
{
    public bool IsEvent => Kind == RecordKind.Event;

    /// <summary>Whether it tells traits of the customer; those of a <c>group</c> are the account's.</summary>
    public bool IsIdentify => Kind == RecordKind.Identify;

    /// <summary>Whether a campaign told of a contact.</summary>
    public bool IsContact => Kind == RecordKind.Contact;

    public JsonElement? Properties => Values.JsonPath.Member(Body, "properties");

    public JsonElement? Context => Values.JsonPath.Member(Body, "context");

    public JsonElement? Traits => Values.JsonPath.Member(Body, "traits");
}
