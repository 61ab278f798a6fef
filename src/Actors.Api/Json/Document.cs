using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Segmentation.Values;

namespace Actors.Api.Json;

/// <summary>A value of a binary document, on the wire the JSON it came from. Empty: null.</summary>
[JsonConverter(typeof(DocumentConverter))]
public readonly record struct Document(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A member of an object; null when there is none.</summary>
    public static Document Member(ReadOnlyMemory<byte> document, ReadOnlySpan<byte> key) =>
        new(new DocValue(document.Span)[key].Raw.ToArray());
}

internal sealed class DocumentConverter : JsonConverter<Document>
{
    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Documents are written only.");

    public override void Write(Utf8JsonWriter writer, Document value, JsonSerializerOptions options) =>
        DocJson.Write(value.Bytes.Span, writer);
}
