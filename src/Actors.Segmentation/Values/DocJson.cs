using System.Text.Json;

namespace Actors.Segmentation.Values;

/// <summary>Writes documents as JSON, for people and exports.</summary>
public static class DocJson
{
    /// <summary>Writes one value; a missing one as null.</summary>
    public static void Write(ReadOnlySpan<byte> doc, Utf8JsonWriter to) => throw new NotSupportedException();
}
