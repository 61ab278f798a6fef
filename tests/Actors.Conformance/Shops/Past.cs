using System.Text;
using System.Text.Json;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Conformance.Shops;

/// <summary>All that was accepted of one customer so far, as lists to walk.</summary>
public sealed class Past
{
    private readonly List<(long AtMs, decimal Revenue)> _orders = [];
    private (long TimestampMs, long ReceivedAtMs) _told = (long.MinValue, long.MinValue);

    public string? City { get; private set; }

    public IEnumerable<long> OrderInstants => _orders.Select(order => order.AtMs);

    public void Add(in Record record)
    {
        JsonElement body = Json(record.Body.Span);
        if (record.Kind == RecordKind.Identify)
        {
            // The greatest (timestamp, receivedAt) wins.
            if ((record.TimestampMs, record.ReceivedAtMs).CompareTo(_told) < 0)
            {
                return;
            }
            _told = (record.TimestampMs, record.ReceivedAtMs);
            City = body.GetProperty("traits").GetProperty("city").GetString();
        }
        else if (Encoding.UTF8.GetString(record.Event.Span) == Calls.OrderName)
        {
            _orders.Add((record.TimestampMs, body.GetProperty("properties").GetProperty("revenue").GetDecimal()));
        }
    }

    /// <summary>Orders in (now − window, now]; no window: ever.</summary>
    public int Orders(long now, long? windowMs) => _orders.Count(order => IsIn(order.AtMs, now, windowMs));

    public decimal Revenue(long now, long? windowMs) => _orders.Where(order => IsIn(order.AtMs, now, windowMs)).Sum(order => order.Revenue);

    public decimal Spend() => _orders.Sum(order => order.Revenue);

    public long FirstOrder(long now) => _orders.Where(order => order.AtMs <= now).Min(order => order.AtMs);

    private static bool IsIn(long atMs, long now, long? windowMs) => atMs <= now && (windowMs is null || atMs > now - windowMs);

    private static JsonElement Json(ReadOnlySpan<byte> document)
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            DocJson.Write(document, writer);
        }
        return JsonDocument.Parse(text.WrittenMemory).RootElement;
    }
}
