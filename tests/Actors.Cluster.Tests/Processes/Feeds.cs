using System.Text.Json.Nodes;
using Actors.Server.Tests.Processes;

namespace Actors.Cluster.Tests.Processes;

/// <summary>The feed of changes, read to its end.</summary>
internal static class Feeds
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>By customer, the changes in their order, once there are so many: a silo hears a moment later of what others publish.</summary>
    public static async Task<SortedDictionary<string, string[]>> Read(ServerProcess server, int changes)
    {
        using var patience = new CancellationTokenSource(Patience);
        SortedDictionary<string, string[]> feed;
        do
        {
            feed = await Read(server);
        }
        while (feed.Values.Sum(moves => moves.Length) < changes && !patience.IsCancellationRequested);
        return feed;
    }

    /// <summary>By customer, the changes in their order: from where to where. Each customer's sequence has no gap, and no id comes twice.</summary>
    public static async Task<SortedDictionary<string, string[]>> Read(ServerProcess server)
    {
        var moves = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        string after = "";
        while (true)
        {
            JsonNode page = await server.Ask($"/api/changes?limit=1000{after}");
            JsonArray items = page["items"]!.AsArray();
            if (items.Count == 0)
            {
                return new(moves.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal), StringComparer.Ordinal);
            }
            foreach (JsonNode? change in items)
            {
                ids.Add(change!["id"]!.GetValue<string>()).ShouldBeTrue("an id comes once");
                string customer = change["customerId"]!.GetValue<string>();
                moves.TryAdd(customer, []);
                moves[customer].Add($"{change["from"]?.GetValue<string>()} → {change["to"]?.GetValue<string>()}");
                change["sequence"]!.GetValue<long>().ShouldBe(moves[customer].Count, customer);
            }
            after = $"&after={Uri.EscapeDataString(page["next"]!.GetValue<string>())}";
        }
    }

    /// <summary>Two feeds tell the same of every customer.</summary>
    public static void ShouldTellTheSameAs(this SortedDictionary<string, string[]> feed, SortedDictionary<string, string[]> other)
    {
        feed.Keys.ShouldBe(other.Keys);
        foreach ((string customer, string[] moves) in feed)
        {
            moves.ShouldBe(other[customer], customer);
        }
    }
}
