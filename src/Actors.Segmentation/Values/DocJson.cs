using System.Text;
using System.Text.Json;

namespace Actors.Segmentation.Values;

/// <summary>Writes documents as JSON, for people and exports.</summary>
public static class DocJson
{
    /// <summary>Writes one value; a missing one as null.</summary>
    public static void Write(ReadOnlySpan<byte> doc, Utf8JsonWriter to) => Write(new DocValue(doc), to);

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, Utf8JsonWriter)"/>
    public static void Write(DocValue value, Utf8JsonWriter to)
    {
        switch (value.Kind)
        {
            case DocKind.Missing or DocKind.Null:
                to.WriteNullValue();
                break;
            case DocKind.False or DocKind.True:
                to.WriteBooleanValue(value.Kind == DocKind.True);
                break;
            case DocKind.Number:
                to.WriteRawValue(value.Number.ToString(), skipInputValidation: true);
                break;
            case DocKind.OutOfRange:
                to.WriteRawValue(Encoding.UTF8.GetString(value.Text), skipInputValidation: true);
                break;
            case DocKind.Text:
                to.WriteStringValue(value.Text);
                break;
            case DocKind.List:
                to.WriteStartArray();
                foreach (DocMember item in value) Write(item.Value, to);
                to.WriteEndArray();
                break;
            case DocKind.Object:
                to.WriteStartObject();
                foreach (DocMember member in value)
                {
                    to.WritePropertyName(member.Key);
                    Write(member.Value, to);
                }
                to.WriteEndObject();
                break;
        }
    }
}
