using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Benchmarks.Decide;

/// <summary>Records made beforehand: customers drawn uniformly, events evenly over two years, three in ten of them orders.</summary>
internal sealed class Traffic
{
    private const long StartMs = 1_735_689_600_000;
    private const long SpanMs = 730L * 86_400_000;

    private readonly CustomerId[] _customers;
    private readonly byte[][] _names;
    private readonly ReadOnlyMemory<byte>[] _orders;
    private readonly ReadOnlyMemory<byte>[] _others;
    private readonly ReadOnlyMemory<byte>[] _traits;
    private readonly (int Customer, byte Kind, ushort Body)[] _events;

    public Traffic(int customers, int eventsEach, string[] kinds)
    {
        Random random = new(20260101);
        _customers = [.. Enumerable.Range(0, customers).Select(i => CustomerId.User($"cust{i:D6}"))];
        _names = [.. kinds.Select(Encoding.UTF8.GetBytes)];
        _orders = [.. Enumerable.Range(0, 1000).Select(_ => Order(random))];
        _others = [.. Enumerable.Range(0, 1000).Select(_ => Other(random))];
        _traits = [.. Enumerable.Range(0, 1000).Select(i => Document(
            $$"""{"traits":{"city":"{{(i % 3 == 0 ? "Paris" : "Nice")}}","plan":"p{{i % 40}}","birth_date":"19{{50 + i % 50}}-03-0{{1 + i % 9}}"} }"""))];
        _events = new (int, byte, ushort)[customers * eventsEach];
        for (int i = 0; i < _events.Length; i++)
        {
            byte kind = random.Next(10) < 3 ? (byte)0 : (byte)random.Next(1, kinds.Length);
            _events[i] = (random.Next(customers), kind, (ushort)random.Next(1000));
        }
    }

    public int Customers => _customers.Length;

    public int Events => _events.Length;

    /// <summary>The first records: everybody's traits.</summary>
    public Record Identify(int customer) => new(
        customer + 1, RecordKind.Identify, StartMs, StartMs, _customers[customer], default, default, default, _traits[customer % 1000]);

    public int CustomerOf(int index) => _events[index].Customer;

    public Record Event(int index)
    {
        (int customer, byte kind, ushort body) = _events[index];
        long at = StartMs + 1 + (long)index * SpanMs / _events.Length;
        return new Record(
            _customers.Length + index + 1, RecordKind.Event, at, at, _customers[customer], _names[kind], default, default,
            kind == 0 ? _orders[body] : _others[body]);
    }

    private static ReadOnlyMemory<byte> Order(Random random) => Document(
        $$$"""
        {"properties":{"order_id":"o{{{random.Next(1_000_000)}}}","revenue":{{{random.Next(500, 20000) / 100m}}},"currency":"EUR",
        "products":[{"sku":"s{{{random.Next(500)}}}","price":{{{random.Next(500, 9000) / 100m}}},"quantity":1,"category":"shoes"},
        {"sku":"s{{{random.Next(500)}}}","price":12.5,"quantity":2,"category":"sport"}]},"context":{"ip":"10.0.0.1","locale":"fr-FR"}}
        """);

    private static ReadOnlyMemory<byte> Other(Random random) => Document(
        $$$"""
        {"properties":{"sku":"s{{{random.Next(500)}}}","path":"/category/{{{random.Next(50)}}}","position":{{{random.Next(20)}}}},
        "context":{"ip":"10.0.0.1","locale":"fr-FR","device":"phone"}}
        """);

    private static ReadOnlyMemory<byte> Document(string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Read();
        ArrayBufferWriter<byte> doc = new();
        if (!DocWriter.TryWrite(ref reader, doc, out DocError? error)) throw new InvalidOperationException(error?.Detail);
        return doc.WrittenSpan.ToArray();
    }
}
