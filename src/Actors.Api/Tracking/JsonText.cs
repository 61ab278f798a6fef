using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Actors.Api.Tracking;

/// <summary>Opens a JSON text for reading in one pass.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = TrackingLimits.JsonDepthMax };

    /// <summary>A reader on the first token. A byte order mark is passed over.</summary>
    /// <exception cref="MalformedBodyException">The bytes are no UTF-8.</exception>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }
        if (!Utf8.IsValid(body))
        {
            throw new MalformedBodyException("", $"not UTF-8 from byte {InvalidAt(body) + 1} on");
        }
        var reader = new Utf8JsonReader(body, Options);
        reader.Read();
        return reader;
    }

    /// <summary>Where a JSON text breaks off or is wrong.</summary>
    public static string Place(JsonException exception) =>
        $"malformed JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";

    private static int InvalidAt(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int consumed) == System.Buffers.OperationStatus.Done)
        {
            at += consumed;
        }
        return at;
    }
}
