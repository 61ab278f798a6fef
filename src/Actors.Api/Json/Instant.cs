using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Api.Json;

/// <summary>An instant on the wire: RFC 3339, UTC, milliseconds.</summary>
[JsonConverter(typeof(InstantConverter))]
public readonly record struct Instant(long UnixMs)
{
    public override string ToString() => Rfc3339.Format(UnixMs);

    public static Instant? Of(long? unixMs) => unixMs is { } ms ? new Instant(ms) : null;
}

internal sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString(), out long ms)
            ? new Instant(ms)
            : throw new JsonException("an instant such as 2026-11-21T10:00:00.000Z is expected");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
