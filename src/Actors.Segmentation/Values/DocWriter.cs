using System.Buffers;
using System.Text.Json;

namespace Actors.Segmentation.Values;

/// <summary>Makes documents from JSON.</summary>
public static class DocWriter
{
    /// <summary>The deepest nesting accepted.</summary>
    public const int DepthMax = 32;

    [ThreadStatic]
    private static DocBuilder? s_builder;

    /// <summary>Converts one JSON value. The reader stands on the value's first token and is left on its last.</summary>
    /// <remarks>Where an object repeats a key, the last wins. Texts and keys become NFC.</remarks>
    /// <returns>False with the reason when the value is too deep or holds a text that is no Unicode; nothing is written then, and the
    /// reader is left anywhere. Malformed JSON throws the reader's own <see cref="JsonException"/>.</returns>
    public static bool TryWrite(ref Utf8JsonReader reader, IBufferWriter<byte> to, out DocError? error)
    {
        DocBuilder builder = s_builder ??= new DocBuilder();
        builder.Clear();
        if (!builder.TryJson(ref reader, out error)) return false;
        to.Write(builder.Written.Span);
        return true;
    }
}
