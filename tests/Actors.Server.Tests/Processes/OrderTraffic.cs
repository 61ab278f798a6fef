using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Actors.Server.Tests.Processes;

/// <summary>
/// Numbered batches of orders, and what must be true of them at the end: whatever was acknowledged is there, once, however often it was
/// sent, and the feed tells each change once and in order.
/// </summary>
/// <param name="noteBytes">Ballast of each order: how fast a disk fills.</param>
internal sealed class OrderTraffic(int noteBytes = 0)
{
    public const int Customers = 40;
    private const int BatchSize = 20;
    private readonly ConcurrentDictionary<int, bool> _acknowledged = [];
    private int _next;

    public int Acknowledged => _acknowledged.Count;

    public int Sent => _next;

    public static async Task Define(ServerProcess server)
    {
        HttpResponseMessage answer = await server.Http.PutAsJsonAsync("/api/segmentations/orders", new
        {
            name = "Orders",
            segments = new object[]
            {
                new { key = "many", when = """count("Order Completed") >= 30""" },
                new { key = "some", when = """count("Order Completed") >= 5""" },
                new { key = "few", otherwise = true },
            },
        });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends the next batch; whether it was acknowledged.</summary>
    public async Task<bool> SendNext(ServerProcess server)
    {
        int batch = Interlocked.Increment(ref _next) - 1;
        bool acknowledged = await Send(server, batch);
        if (acknowledged)
        {
            _acknowledged[batch] = true;
        }
        return acknowledged;
    }

    /// <summary>Everything is sent again, as whoever did not hear an answer does, and some who did: the same message ids have no second effect.</summary>
    public async Task SendAllAgain(ServerProcess server)
    {
        for (int batch = 0; batch < _next; batch++)
        {
            (await Send(server, batch)).ShouldBeTrue();
        }
    }

    /// <summary>Nobody who heard that an order is taken finds it missing.</summary>
    public async Task ShouldHaveAllAcknowledged(ServerProcess server)
    {
        for (int customer = 0; customer < Customers; customer++)
        {
            (await Count(server, customer)).ShouldBeGreaterThanOrEqualTo(
                OrdersOf(customer, _acknowledged.ContainsKey), $"orders of customer {customer}");
        }
    }

    /// <summary>All that was ever sent is there once.</summary>
    public async Task ShouldHaveAllOnce(ServerProcess server)
    {
        for (int customer = 0; customer < Customers; customer++)
        {
            (await Count(server, customer)).ShouldBe(OrdersOf(customer, _ => true), $"orders of customer {customer}");
        }
        await CheckFeed(server);
    }

    private int OrdersOf(int customer, Func<int, bool> counts) =>
        Enumerable.Range(0, _next * BatchSize).Count(n => n % Customers == customer && counts(n / BatchSize));

    private async Task<bool> Send(ServerProcess server, int batch)
    {
        var calls = Enumerable.Range(batch * BatchSize, BatchSize).Select(n => new
        {
            type = "track",
            @event = "Order Completed",
            userId = $"c{n % Customers}",
            messageId = $"m{n}",
            properties = new { order_id = $"o{n}", revenue = 10, note = Note(n) },
        });
        try
        {
            using HttpResponseMessage answer = await server.Http.PostAsJsonAsync("/v1/batch", new { batch = calls });
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Digits that no codec makes much shorter.</summary>
    private string Note(int n)
    {
        var bytes = new byte[noteBytes / 2];
        new Random(n).NextBytes(bytes);
        return Convert.ToHexString(bytes);
    }

    private static async Task<int> Count(ServerProcess server, int customer)
    {
        JsonNode? view = await server.Http.GetFromJsonAsync<JsonNode>($"/api/customers/c{customer}");
        // Ten each, millionths exact: the spend counts the orders.
        return (int)(view!["spend"]!.GetValue<decimal>() / 10);
    }

    /// <summary>Each customer's changes have the sequence 1, 2, 3, … and lead from few to some to many, once.</summary>
    private static async Task CheckFeed(ServerProcess server)
    {
        var moves = new Dictionary<string, List<string?>>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        string after = "";
        while (true)
        {
            JsonNode page = (await server.Http.GetFromJsonAsync<JsonNode>($"/api/changes?limit=100{after}"))!;
            JsonArray items = page["items"]!.AsArray();
            if (items.Count == 0)
            {
                break;
            }
            foreach (JsonNode? change in items)
            {
                ids.Add(change!["id"]!.GetValue<string>()).ShouldBeTrue("an id comes once");
                string customer = change["customerId"]!.GetValue<string>();
                moves.TryAdd(customer, []);
                moves[customer].Add(change["to"]?.GetValue<string>());
                change["sequence"]!.GetValue<long>().ShouldBe(moves[customer].Count);
            }
            after = $"&after={Uri.EscapeDataString(page["next"]!.GetValue<string>())}";
        }
        moves.Count.ShouldBe(Customers);
        foreach (List<string?> path in moves.Values)
        {
            path.Take(3).ShouldBe(new[] { "orders/few", "orders/some", "orders/many" }.Take(path.Count), $"path {string.Join(" → ", path)}");
        }
    }
}
