using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Scenarios;

/// <summary>A server in virtual time, used from outside alone: definitions as text, events and time in, memberships and the feed out.</summary>
internal sealed class ScenarioShop : IAsyncDisposable
{
    private readonly ApiHost _host;

    private ScenarioShop(ApiHost host) => _host = host;

    public ApiHost Host => _host;

    /// <summary>Starts with a catalog whose days begin at midnight UTC.</summary>
    /// <param name="definitions">The rest of its YAML.</param>
    public static async Task<ScenarioShop> Open(string definitions)
    {
        var shop = new ScenarioShop(await ApiHost.Start(virtualTime: true));
        await shop.Define(definitions);
        return shop;
    }

    public async Task Define(string definitions) =>
        await _host.Put("/api/catalog", "timeZone: Etc/UTC\n" + definitions, contentType: "application/yaml").Json();

    /// <summary>What a customer does.</summary>
    public async Task Does(string customer, string at, string name, string properties = "{}", string context = "{}") =>
        await _host.Track("track", Call(customer, at, $"\"event\":{JsonSerializer.Serialize(name)},\"properties\":{properties},\"context\":{context}")).Json();

    /// <summary>What is told of a customer.</summary>
    public async Task Is(string customer, string at, string traits) =>
        await _host.Track("identify", Call(customer, at, $"\"traits\":{traits}")).Json();

    public async Task Looks(string call, string customer, string at, string fields) => await _host.Track(call, Call(customer, at, fields)).Json();

    public async Task MoveTo(string instant) => await _host.Send(HttpMethod.Post, "/api/time:advance", $$"""{"to":"{{At(instant)}}"}""").Json();

    /// <summary>The addresses of a customer's segments, in order.</summary>
    public async Task<string[]> SegmentsOf(string customer) =>
        [.. (await _host.Get($"/api/customers/{customer}"))["memberships"]!.AsArray().Select(m => m!.Text("segment")).Order(StringComparer.Ordinal)];

    /// <summary>When a customer leaves a segment if nothing happens.</summary>
    public async Task<string?> LeavesAt(string customer, string segment) =>
        (await _host.Get($"/api/customers/{customer}"))["memberships"]!.AsArray().Single(m => m!.Text("segment") == segment)!["leavesAt"]?.ToString();

    public Task<JsonNode> Explain(string customer, string segment) => _host.Get($"/api/customers/{customer}/explain/{segment}");

    /// <summary>A customer's changes as the feed tells them: <c>type from>to cause at</c>.</summary>
    /// <param name="segment">Address of a segment, or key of a segmentation; null: all.</param>
    public async Task<string[]> Feed(string customer, string? segment = null)
    {
        var told = new List<JsonNode>();
        string after = "oldest";
        while (true)
        {
            JsonNode page = await _host.Get($"/api/changes?limit=1000&after={Uri.EscapeDataString(after)}");
            told.AddRange(page["items"]!.AsArray().Select(change => change!));
            after = page.Text("next");
            if (page["items"]!.AsArray().Count == 0)
            {
                break;
            }
        }
        return
        [
            .. told.Where(c => c.Text("customerId") == customer)
                .Where(c => segment is null || c["segment"]?.ToString() == segment || c["segmentation"]?.ToString() == segment)
                .OrderBy(c => c["sequence"]!.GetValue<long>())
                .Select(c => $"{c.Text("type")} {c["from"]}>{c["to"]} {c.Text("cause", "kind")} {c.Text("at")[..^5]}"),
        ];
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string Call(string customer, string at, string fields) =>
        $"{{\"userId\":{JsonSerializer.Serialize(customer)},\"timestamp\":\"{At(at)}\",{fields}}}";

    /// <summary>A day alone is its noon.</summary>
    private static string At(string at) => at.Length == 10 ? at + "T12:00:00Z" : at + "Z";
}
