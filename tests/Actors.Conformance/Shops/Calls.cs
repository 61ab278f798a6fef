using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Conformance.Shops;

/// <summary>What shops send, the short way.</summary>
public static class Calls
{
    public const string OrderName = "Order Completed";

    private static int s_ids;

    public static IngestItem Order(string customer, long atMs, decimal revenue = 10, string? id = null) =>
        Track(customer, OrderName, atMs, $$"""{"properties":{"revenue":{{revenue}} } }""", id);

    public static IngestItem View(string customer, long atMs, string? id = null) =>
        Track(customer, "Page Viewed", atMs, """{"properties":{"path":"/"}}""", id);

    public static IngestItem City(string customer, long atMs, string city, string? id = null) =>
        Item(RecordKind.Identify, customer, "", atMs, $$$"""{"traits":{"city":"{{{city}}}"}}""", id);

    private static IngestItem Track(string customer, string name, long atMs, string json, string? id) =>
        Item(RecordKind.Event, customer, name, atMs, json, id);

    private static IngestItem Item(RecordKind kind, string customer, string name, long atMs, string json, string? id)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        var body = new ArrayBufferWriter<byte>();
        DocWriter.TryWrite(ref reader, body, out DocError? error).ShouldBeTrue(error?.ToString());
        return new IngestItem(
            kind, CustomerId.User(customer), atMs, IngestItem.NoTime, Encoding.UTF8.GetBytes(name),
            Encoding.UTF8.GetBytes(id ?? $"made-{Interlocked.Increment(ref s_ids):D6}"), "web"u8.ToArray(), body.WrittenMemory, HasMessageId: true);
    }
}
