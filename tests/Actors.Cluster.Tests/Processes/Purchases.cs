using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Actors.Server.Tests.Processes;

namespace Actors.Cluster.Tests.Processes;

/// <summary>
/// Orders and refunds of numbered customers. Each customer's calls are sent in their order, each until some silo has acknowledged it, so that their
/// memberships, and every step between, are the same whatever happens to the silos.
/// </summary>
internal sealed class Purchases
{
    public const int Customers = 48;
    private const int Senders = 2;
    private const int RoundsMax = 40;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);
    private readonly int[] _sent = new int[Senders];

    /// <summary>Calls acknowledged so far.</summary>
    public int Sent => _sent.Sum() * Customers / Senders;

    public static async Task Define(ServerProcess server)
    {
        await Put("orders", ("many", """count("Order Completed") >= 12"""), ("some", """count("Order Completed") >= 4"""), ("few", null));
        await Put("worth", ("high", "spend() >= 150"), ("middle", "spend() >= 40"), ("low", null));

        async Task Put(string key, params (string Key, string? When)[] cases)
        {
            object[] segments = [.. cases.Select(one => one.When is null ? (object)new { key = one.Key, otherwise = true } : new { key = one.Key, when = one.When })];
            while (true)
            {
                using HttpResponseMessage answer = await server.Http.PutAsJsonAsync($"/api/segmentations/{key}", new { name = key, segments });
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                    answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
                    return;
                }
                // Partitions still move to the silos that came last: a client tries again.
            }
        }
    }

    /// <summary>Sends so many more rounds, a call of each customer in each, to servers in turn.</summary>
    public Task Send(int rounds, Func<IReadOnlyList<ServerProcess>> servers) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Send(sender, rounds, servers)));

    /// <summary>Sends rounds until a task has ended, but no more than can be sent again, and one more.</summary>
    public async Task SendWhile(Task happens, Func<IReadOnlyList<ServerProcess>> servers)
    {
        for (int n = 0; n < RoundsMax && !happens.IsCompleted; n++)
        {
            await Send(1, servers);
        }
        await happens;
        await Send(1, servers);
    }

    /// <summary>Everything once more, as clients do that heard no answer: nothing of it counts.</summary>
    public async Task SendAllAgain(IReadOnlyList<ServerProcess> servers)
    {
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (int round = 0; round < _sent[sender]; round++)
            {
                await SendRound(sender, round, () => servers);
            }
        }));
    }

    /// <summary>What each customer has spent, as a server tells it, is what was sent, once.</summary>
    public async Task ShouldBeKeptOnce(ServerProcess server)
    {
        decimal[] spent = await Task.WhenAll(Enumerable.Range(0, Customers).Select(async customer =>
            (await server.Ask($"/api/customers/c{customer}"))["spend"]!.GetValue<decimal>()));
        spent.ShouldBe(Enumerable.Range(0, Customers).Select(
            customer => (decimal)Enumerable.Range(0, _sent[customer % Senders]).Sum(round => Amount(customer, round))));
    }

    /// <summary>The last round a server knows of a customer; null: it cannot say now.</summary>
    public static async Task<int?> LastRound(ServerProcess server, int customer)
    {
        using var patience = new CancellationTokenSource(AnswerMax);
        try
        {
            using HttpResponseMessage answer = await server.Http.GetAsync($"/api/customers/c{customer}", patience.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return null;
            }
            JsonNode view = (await answer.Content.ReadFromJsonAsync<JsonNode>(patience.Token))!;
            return view["lastEvents"]!.AsArray().Max(sent => int.Parse(sent!["messageId"]!.GetValue<string>().Split(' ')[1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What a single server's feed tells of the same calls.</summary>
    public async Task<SortedDictionary<string, string[]>> OnASingleServer()
    {
        string folder = Directory.CreateTempSubdirectory("actors-single-").FullName;
        try
        {
            await using (ServerProcess server = await ServerProcess.Serve(folder))
            {
                await Define(server);
                await SendAllAgain([server]);
                (await server.Stop()).ShouldBe(0);
            }
            // One that has stopped in good order has published everything.
            await using ServerProcess again = await ServerProcess.Serve(folder);
            return await Feeds.Read(again);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task Send(int sender, int rounds, Func<IReadOnlyList<ServerProcess>> servers)
    {
        for (int n = 0; n < rounds; n++)
        {
            await SendRound(sender, _sent[sender], servers);
            Volatile.Write(ref _sent[sender], _sent[sender] + 1);
        }
    }

    private static async Task SendRound(int sender, int round, Func<IReadOnlyList<ServerProcess>> servers)
    {
        for (int attempt = 0; ; attempt++)
        {
            IReadOnlyList<ServerProcess> now = servers();
            ServerProcess server = now[(sender + round + attempt) % now.Count];
            if (await TrySend(server, sender, round))
            {
                return;
            }
        }
    }

    private static async Task<bool> TrySend(ServerProcess server, int sender, int round)
    {
        object[] calls = [.. Enumerable.Range(0, Customers).Where(customer => customer % Senders == sender).Select(customer => Call(customer, round))];
        using var patience = new CancellationTokenSource(AnswerMax);
        try
        {
            using HttpResponseMessage answer = await server.Http.PostAsJsonAsync("/v1/batch", new { batch = calls }, patience.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static object Call(int customer, int round)
    {
        int amount = Amount(customer, round);
        return new
        {
            type = "track",
            @event = amount < 0 ? "Order Refunded" : "Order Completed",
            userId = $"c{customer}",
            messageId = $"c{customer} {round}",
            properties = new { order_id = $"o{customer} {(amount < 0 ? round - 1 : round)}", revenue = Math.Abs(amount) },
        };
    }

    /// <summary>Every fifth order is given back whole, so that customers go up and down.</summary>
    private static int Amount(int customer, int round) =>
        round % 5 == 4 ? -Amount(customer, round - 1) : 3 + (customer * 7 + round * 11) % 30;
}
