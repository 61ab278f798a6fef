using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Api.Errors;
using Actors.Segmentation.Values;
using Microsoft.AspNetCore.Http;

namespace Actors.Api.Json;

/// <summary>Reads a request's JSON body; says where it is wrong.</summary>
internal static class JsonBody
{
    /// <summary>Definitions and keys are small; catalogs come as YAML.</summary>
    public const int BytesMax = 1 << 20;

    public static async ValueTask<T> Read<T>(HttpContext context, JsonTypeInfo<T> type) where T : class
    {
        byte[] bytes = await Bytes(context);
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw Malformed("", "an object is expected, not null");
        }
        catch (JsonException exception)
        {
            throw Malformed(Pointer(exception.Path), Detail(exception));
        }
        catch (InvalidOperationException)
        {
            throw Malformed("", "a text is no valid Unicode");
        }
    }

    /// <summary>The body as it was sent, where it says that it is JSON.</summary>
    public static async ValueTask<byte[]> Bytes(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ApiException(415, "A JSON body is expected: Content-Type: application/json.");
        }
        return await BoundedBody.Read(context, BytesMax);
    }

    public static ApiException Malformed(string pointer, string detail) =>
        new(400, "The body is not what is expected here.", new ApiError(pointer, detail));

    /// <summary>Says what and where without the names of our classes.</summary>
    private static string Detail(JsonException exception)
    {
        string place = $"at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
        string what = exception.Message switch
        {
            var m when m.Contains("could not be mapped", StringComparison.Ordinal) => "this field is not known",
            var m when m.Contains("uplicate", StringComparison.Ordinal) => "this field is written twice",
            var m when m.Contains("could not be converted", StringComparison.Ordinal) =>
                "a value of another type is expected",
            var m when m.StartsWith("an instant", StringComparison.Ordinal) =>
                "an instant such as 2026-11-21T10:00:00.000Z is expected",
            _ => "malformed JSON",
        };
        return $"{what} ({place})";
    }

    /// <summary><c>$.segments[0].when</c> as <c>/segments/0/when</c>.</summary>
    private static string Pointer(string? path)
    {
        var pointer = new StringBuilder();
        ReadOnlySpan<char> rest = (path ?? "$").AsSpan(1);
        while (!rest.IsEmpty)
        {
            bool quoted = rest.StartsWith("['");
            int start = quoted ? 2 : 1;
            int length = quoted ? rest[start..].IndexOf("']") : rest[start..].IndexOfAny('.', '[', ']');
            ReadOnlySpan<char> name = length < 0 ? rest[start..] : rest.Slice(start, length);
            pointer.Append('/').Append(JsonPointer.Escape(name.ToString()));
            rest = length < 0 ? [] : rest[(start + length)..];
            rest = quoted && rest.Length >= 2 ? rest[2..] : rest.Length > 0 && rest[0] == ']' ? rest[1..] : rest;
        }
        return pointer.ToString();
    }
}
