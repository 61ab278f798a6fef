using System.Text.Json;

namespace Actors.Segmentation.Values;

/// <summary>Builds one document from parts, in one pass; reusable, so that ingest allocates nothing per call.</summary>
/// <remarks>Not thread-safe. Where an object repeats a key, the last wins.</remarks>
public sealed class DocBuilder
{
    /// <summary>The finished document; valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => throw new NotSupportedException();

    public void Clear() => throw new NotSupportedException();

    public void BeginObject() => throw new NotSupportedException();

    public void EndObject() => throw new NotSupportedException();

    public void BeginList() => throw new NotSupportedException();

    public void EndList() => throw new NotSupportedException();

    /// <summary>Names the next value of the open object. Normalized to NFC.</summary>
    public void Key(ReadOnlySpan<byte> utf8) => throw new NotSupportedException();

    public void Null() => throw new NotSupportedException();

    public void Boolean(bool value) => throw new NotSupportedException();

    public void Number(Amount value) => throw new NotSupportedException();

    /// <summary>A text; normalized to NFC. Must be valid UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> utf8) => throw new NotSupportedException();

    /// <summary>Takes over a value of another document.</summary>
    public void Copy(ReadOnlySpan<byte> doc) => throw new NotSupportedException();

    /// <summary>Converts the JSON value the reader stands on, as <see cref="DocWriter.TryWrite"/>; on failure the builder must be cleared.</summary>
    public bool TryJson(ref Utf8JsonReader reader, out DocError? error) => throw new NotSupportedException();
}
