using System.Text;
using System.Text.Json;
using Actors.Api.Tracking;
using Actors.Engine.Seam;
using Actors.Segmentation.Values;

namespace Actors.Api.Tests.Tracking;

/// <summary>Reads bodies with the real parser and shows what came out as text.</summary>
internal static class Parsing
{
    public static ParsedItems Read(string json, CallKind kind = CallKind.Batch) => Read(Encoding.UTF8.GetBytes(json), kind);

    public static ParsedItems Read(byte[] json, CallKind kind = CallKind.Batch)
    {
        var parser = new BatchParser();
        parser.Read(json, kind, TrackingLimits.LatestMs);
        return parser.Items;
    }

    public static IngestItem[] Items(this ParsedItems parsed)
    {
        var items = new IngestItem[parsed.Drafts.Count];
        parsed.ToItems("shop"u8.ToArray(), items);
        return items;
    }

    public static IngestItem One(string json, CallKind kind)
    {
        ParsedItems parsed = Read(json, kind);
        parsed.Rejections.ShouldBeEmpty();
        return parsed.Items().ShouldHaveSingleItem();
    }

    public static Rejection Rejected(string json, CallKind kind)
    {
        ParsedItems parsed = Read(json, kind);
        parsed.Drafts.ShouldBeEmpty();
        return parsed.Rejections.ShouldHaveSingleItem();
    }

    public static string Text(this ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    public static string Json(this ReadOnlyMemory<byte> document)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            DocJson.Write(document.Span, writer);
        }
        return Encoding.UTF8.GetString(memory.ToArray());
    }
}
