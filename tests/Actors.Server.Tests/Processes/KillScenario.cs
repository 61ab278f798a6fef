using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Actors.Server.Tests.Processes;

/// <summary>
/// Servers that die one after the other over the same data under load: what they acknowledged is there, once, and the
/// feed goes on where it was.
/// </summary>
internal sealed class KillScenario(string data, ITestOutputHelper output)
{
    private const int Customers = 40;
    private const int BatchSize = 20;
    private readonly ConcurrentDictionary<int, bool> _acknowledged = [];
    private int _next;

    /// <param name="batches">Acknowledged batches after which each server is killed.</param>
    public async Task Run(params int[] batches)
    {
        foreach (int enough in batches)
        {
            await using ServerProcess server = await ServerProcess.Serve(data);
            await Define(server);
            await KillUnderLoad(server, enough);
            output.WriteLine($"{_acknowledged.Count} batches acknowledged of {_next} sent");
        }
        await using ServerProcess last = await ServerProcess.Serve(data);
        // Whoever did not hear an answer sends again, and some who did: the same message ids have no second effect.
        for (int batch = 0; batch < _next; batch++)
        {
            (await Send(last, batch)).ShouldBeTrue();
        }
        for (int customer = 0; customer < Customers; customer++)
        {
            int orders = Enumerable.Range(0, _next * BatchSize).Count(n => n % Customers == customer);
            (await Count(last, customer)).ShouldBe(orders, $"orders of customer {customer}");
        }
        await CheckFeed(last);
    }

    private static async Task Define(ServerProcess server)
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

    /// <summary>Four senders at once; the server is killed when a number of batches has been acknowledged.</summary>
    private async Task KillUnderLoad(ServerProcess server, int batches)
    {
        int heard = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task Sender()
        {
            while (!enough.Task.IsCompleted)
            {
                int batch = Interlocked.Increment(ref _next) - 1;
                if (!await Send(server, batch))
                {
                    return;
                }
                _acknowledged[batch] = true;
                if (Interlocked.Increment(ref heard) >= batches)
                {
                    enough.TrySetResult();
                }
            }
        }
        Task senders = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sender()));
        await await Task.WhenAny(enough.Task, senders);
        await server.Kill();
        await senders;
    }

    private static async Task<bool> Send(ServerProcess server, int batch)
    {
        var calls = Enumerable.Range(batch * BatchSize, BatchSize).Select(n => new
        {
            type = "track",
            @event = "Order Completed",
            userId = $"c{n % Customers}",
            messageId = $"m{n}",
            properties = new { order_id = $"o{n}", revenue = 10 },
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
