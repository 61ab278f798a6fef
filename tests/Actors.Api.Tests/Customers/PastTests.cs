using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Customers;

public sealed class PastTests
{
    [Fact]
    public async Task A_customer_is_shown_as_it_stood_at_any_past_instant()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await Live(host);
        (await At(host, "2026-01-01T09:59:59Z")).ShouldBe(["404"]);
        (await At(host, "2026-01-01T10:00:00Z")).ShouldBe(["lifecycle/other"]);
        (await At(host, "2026-01-01T11:59:59.999Z")).ShouldBe(["lifecycle/other"]);
        (await At(host, "2026-01-01T12:00:00Z")).ShouldBe(["lifecycle/active"]);
        (await At(host, "2026-01-31T11:59:59.999Z")).ShouldBe(["lifecycle/active"]);
        (await At(host, "2026-01-31T12:00:00Z")).ShouldBe(["lifecycle/other"], "by the clock alone, whenever that was noticed");
        (await At(host, "2026-02-10T00:00:00Z")).ShouldBe(["lifecycle/other", "lyon"], "defined by then");
        (await At(host, "2026-02-15T00:00:00Z")).ShouldBe(["lifecycle/active", "lyon"]);
        (await At(host, "2099-01-01T00:00:00Z")).ShouldBe(["lifecycle/active"], "not later than now: moved to Nice since");
        JsonNode then = await host.Get("/api/customers/ada?at=2026-01-20T00:00:00Z");
        (then.Text("asOf"), then.Text("catalogVersion"), then.Text("traits", "city"), then.Text("spend")).ShouldBe(("2026-01-20T00:00:00.000Z", "1", "Lyon", "20"));
        then["memberships"]![0]!.Text("leavesAt").ShouldBe("2026-01-31T12:00:00.000Z");
        then["lastEvents"]!.AsArray().Count.ShouldBe(2);
        (await host.Get("/api/customers/ada")).Text("spend").ShouldBe("50");
    }

    [Fact]
    public async Task The_events_shown_of_the_past_are_those_before_it_however_much_has_happened_since()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await host.Track("track", """{"userId":"ada","event":"First","timestamp":"2026-01-01T00:00:00Z"}""").Json();
        for (int day = 2; day < 4; day++)
        {
            string since = string.Join(',', Enumerable.Range(0, 600).Select(i =>
                $$"""{"type":"track","userId":"ada","event":"Later","timestamp":"2026-01-0{{day}}T00:00:00.{{i:D3}}Z"}"""));
            await host.Track("batch", $"{{\"batch\":[{since}]}}").Json();
        }
        JsonNode then = await host.Get("/api/customers/ada?at=2026-01-01T12:00:00Z");
        then["lastEvents"]!.AsArray().Select(e => e!.Text("event")).ShouldBe(["First"]);
        then = await host.Get("/api/customers/ada?at=2026-01-02T00:00:00.100Z");
        then["lastEvents"]!.AsArray().Select(e => e!.Text("timestamp")[^4..^1]).ShouldBe(Enumerable.Range(0, 20).Select(i => $"{100 - i:D3}"));
    }

    [Fact]
    public async Task An_explanation_of_the_past_is_by_the_rules_of_its_time()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await Live(host);
        JsonNode then = await host.Get("/api/customers/ada/explain/lifecycle/active?at=2026-01-20T00:00:00Z");
        (then.Text("member"), then.Text("tree", "value"), then.Text("until")).ShouldBe(("true", "1", "2026-01-31T12:00:00.000Z"));
        then.Text("tree", "cause", "messageId").ShouldBe("m-1");
        await host.Client.GetAsync("/api/customers/ada/explain/lyon?at=2026-01-20T00:00:00Z").Problem(404);
    }

    [Fact]
    public async Task Every_clause_of_an_explanation_names_what_changed_it_last()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await Live(host);
        await host.Put("/api/segments/both", """{"when":"count(\"Order Completed\" in 30d) >= 1 and trait.city == \"Nice\" and count(\"Never\") >= 1"}""").Json(HttpStatusCode.Created);
        await host.Send(HttpMethod.Post, "/api/time:advance", """{"to":"2026-06-01T00:00:00Z"}""").Json();
        JsonNode tree = (await host.Get("/api/customers/ada/explain/both"))["tree"]!;
        tree["clauses"]!.AsArray().Select(c => $"{c!["holds"]} {c["cause"]!["kind"]} {c["cause"]!["at"]} {c["cause"]!["messageId"]} {c["cause"]!["event"]}").ShouldBe(
        [
            "false clock 2026-03-14T12:00:00.000Z  ",
            "true event 2026-02-20T00:00:00.000Z m-4 ",
            "false event 2026-01-01T10:00:00.000Z m-0 ",
        ]);
    }

    private static async Task<string[]> At(ApiHost host, string at)
    {
        using HttpResponseMessage answer = await host.Client.GetAsync("/api/customers/ada?at=" + at);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return ["404"];
        }
        JsonNode customer = await Task.FromResult(answer).Json();
        return [.. customer["memberships"]!.AsArray().Select(m => m!.Text("segment")).Order(StringComparer.Ordinal)];
    }

    /// <summary>Told of on 1 January, buys the same day and on 12 February; a segment more from 5 February on; moves to Nice on the 20th.</summary>
    private static async Task Live(ApiHost host)
    {
        await host.Put("/api/segmentations/lifecycle",
            """{"name":"L","segments":[{"key":"active","when":"count(\"Order Completed\" in 30d) >= 1"},{"key":"other","otherwise":true}]}""").Json(HttpStatusCode.Created);
        await host.Track("identify", """{"userId":"ada","messageId":"m-0","timestamp":"2026-01-01T10:00:00Z","traits":{"city":"Lyon"}}""").Json();
        await Buy(host, "m-1", "2026-01-01T12:00:00Z", 20);
        await host.Send(HttpMethod.Post, "/api/time:advance", """{"to":"2026-02-05T00:00:00Z"}""").Json();
        await host.Put("/api/segments/lyon", """{"when":"trait.city == \"Lyon\""}""").Json(HttpStatusCode.Created);
        await Buy(host, "m-3", "2026-02-12T12:00:00Z", 30);
        await host.Track("identify", """{"userId":"ada","messageId":"m-4","timestamp":"2026-02-20T00:00:00Z","traits":{"city":"Nice"}}""").Json();
    }

    private static Task<JsonNode> Buy(ApiHost host, string message, string at, int total) => host.Track("track",
        $$$"""{"userId":"ada","event":"Order Completed","messageId":"{{{message}}}","timestamp":"{{{at}}}","properties":{"total":{{{total}}}}}""").Json();
}
