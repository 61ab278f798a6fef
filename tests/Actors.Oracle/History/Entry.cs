using System.Text.Json;

namespace Actors.Oracle.History;

/// <summary>One accepted record of one customer, as a person would write it down.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Event">The event's name; null for an <c>identify</c>.</param>
/// <param name="ReceivedAtMs">When the server took it, Unix milliseconds.</param>
/// <param name="TimestampMs">Event time, never after <paramref name="ReceivedAtMs"/>.</param>
/// <param name="Body">The payload: <c>properties</c> and <c>context</c>, or <c>traits</c>.</param>
public sealed record Entry(
    long Position, string? Event, long ReceivedAtMs, long TimestampMs, string MessageId, string Source, JsonElement Body)
{
    public bool IsEvent => Event is not null;

    public JsonElement? Properties => Values.JsonPath.Member(Body, "properties");

    public JsonElement? Context => Values.JsonPath.Member(Body, "context");

    public JsonElement? Traits => Values.JsonPath.Member(Body, "traits");
}
