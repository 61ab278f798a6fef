using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Customers;

public sealed class CustomerTests
{
    [Fact]
    public async Task A_customer_is_read_right_after_what_was_acknowledged()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await Define(host);
        await host.Track("identify", """{"userId":"ada","traits":{"city":"Lyon","n":1.50},"timestamp":"2026-01-01T10:00:00Z"}""").Json();
        await host.Track("track",
            """{"userId":"ada","event":"Order Completed","messageId":"m-1","timestamp":"2026-01-01T12:00:00Z","properties":{"total":19.99}}""").Json();
        JsonNode ada = await host.Get("/api/customers/ada");
        (ada.Text("id"), ada.Text("spend"), ada.Text("currency"), ada.Text("traits", "city"), ada.Text("traits", "n"))
            .ShouldBe(("ada", "19.99", "EUR", "Lyon", "1.5"));
        ada.Text("firstSeen").ShouldBe("2026-01-01T10:00:00.000Z");
        ada["microSegment"]!.ToJsonString().ShouldBe("""{"lifecycle":"active"}""");
        JsonNode membership = ada["memberships"]!.AsArray().Single(m => m!.Text("segment") == "lifecycle/active")!;
        (membership.Text("segmentation"), membership.Text("name"), membership.Text("reason")).ShouldBe(("lifecycle", "Active", "event"));
        (membership.Text("since"), membership.Text("leavesAt")).ShouldBe(("2026-01-01T12:00:00.000Z", "2026-01-31T12:00:00.000Z"));
        ada["memberships"]!.AsArray().ShouldContain(m => m!.Text("segment") == "lyon" && m!["segmentation"] == null && m!["leavesAt"] == null);
        ada["features"]!.AsObject().ShouldContain(f => f.Key.Contains("Order Completed", StringComparison.Ordinal) && f.Value!.ToString() == "1");
        ada["lastEvents"]!.AsArray().Select(e => e!.Text("kind")).ShouldBe(["event", "identify"]);
        ada.Text("lastEvents", 0, "properties", "total").ShouldBe("19.99");
        ada.Text("lastEvents", 1, "traits", "city").ShouldBe("Lyon");
    }

    [Fact]
    public async Task The_timeline_pages_back_through_every_change()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await Define(host);
        await host.Track("identify", """{"userId":"ada","traits":{"city":"Lyon"},"timestamp":"2026-01-01T10:00:00Z"}""").Json();
        await host.Track("track", """{"userId":"ada","event":"Order Completed","messageId":"m-1","timestamp":"2026-01-01T12:00:00Z"}""").Json();
        await host.Send(HttpMethod.Post, "/api/time:advance", """{"to":"2026-03-01T00:00:00Z"}""").Json();
        var seen = new List<string>();
        string? next = "";
        for (int pages = 0; next is not null && pages < 10; pages++)
        {
            JsonNode page = await host.Get($"/api/customers/ada/timeline?limit=1{(next.Length > 0 ? "&before=" + next : "")}");
            JsonNode? change = page["items"]!.AsArray().SingleOrDefault();
            if (change is not null)
            {
                seen.Add($"{change.Text("sequence")} {change.Text("type")} {change["from"]}>{change["to"]} {change.Text("cause", "kind")} {change.Text("at")}");
            }
            next = page["next"]?.ToString();
        }
        seen.ShouldBe(
        [
            "4 moved lifecycle/active>lifecycle/other clock 2026-01-31T12:00:00.000Z",
            "3 moved lifecycle/other>lifecycle/active event 2026-01-01T12:00:00.000Z",
            "2 entered >lifecycle/other event 2026-01-01T10:00:00.000Z",
            "1 entered >lyon event 2026-01-01T10:00:00.000Z",
        ]);
    }

    [Fact]
    public async Task A_membership_is_explained_with_what_is_counted_and_until_when()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await Define(host);
        await host.Track("identify", """{"userId":"ada","traits":{"city":"Nice"},"timestamp":"2026-01-01T10:00:00Z"}""").Json();
        await host.Track("track", """{"userId":"ada","event":"Order Completed","messageId":"m-1","timestamp":"2026-01-01T12:00:00Z"}""").Json();
        JsonNode active = await host.Get("/api/customers/ada/explain/lifecycle/active");
        (active.Text("segment"), active.Text("member"), active.Text("reason")).ShouldBe(("lifecycle/active", "true", "event"));
        (active.Text("since"), active.Text("until")).ShouldBe(("2026-01-01T12:00:00.000Z", "2026-01-31T12:00:00.000Z"));
        JsonNode tree = active["tree"]!;
        (tree.Text("text"), tree.Text("op")).ShouldBe(("count(\"Order Completed\" in 30d) >= 1", ">="));
        (tree.Text("value"), tree.Text("threshold"), tree.Text("holds"), tree.Text("until")).ShouldBe(("1", "1", "true", "2026-01-31T12:00:00.000Z"));
        tree.Text("sentence", "en").ShouldBe("“Order Completed” happened at least once in the last 30 days");
        tree.Text("sentence", "fr").ShouldBe("«\u00A0Order Completed\u00A0» a eu lieu au moins une fois au cours des 30 derniers jours");
        JsonNode other = await host.Get("/api/customers/ada/explain/lifecycle/other");
        (other.Text("member"), other["since"], other.Text("until"), other.Text("tree", "op")).ShouldBe(("false", null, "2026-01-31T12:00:00.000Z", "not"));
        JsonNode lyon = await host.Get("/api/customers/ada/explain/lyon");
        (lyon.Text("member"), lyon["until"], lyon.Text("tree", "value"), lyon.Text("tree", "threshold")).ShouldBe(("false", null, "Nice", "Lyon"));
        await host.Client.GetAsync("/api/customers/ada/explain/lifecycle/none").Problem(404);
        await host.Client.GetAsync("/api/customers/nobody/explain/lyon").Problem(404);
    }

    [Fact]
    public async Task An_unknown_customer_is_a_404()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Client.GetAsync("/api/customers/nobody").Problem(404);
        await host.Client.GetAsync("/api/customers/nobody/timeline").Problem(404);
        await host.Client.GetAsync("/api/customers/" + new string('x', 2_000)).Problem(404);
    }

    [Fact]
    public async Task Neither_traits_nor_ids_nor_secrets_reach_the_log()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Track("identify", """{"userId":"ada-lovelace","traits":{"city":"Secretville"}}""").Json();
        await host.Track("identify", """{"userId":"ada-lovelace","traits":"Secretville"}""").Problem(400);
        await host.Get("/api/customers/ada-lovelace");
        host.Log.Lines.ShouldAllBe(l => !l.Contains("Secretville") && !l.Contains(ApiHost.AdminToken) && !l.Contains(ApiHost.WriteKey));
    }

    private static async Task Define(ApiHost host)
    {
        await host.Put("/api/segments/lyon", """{"name":"Lyon","when":"trait.city == \"Lyon\""}""").Json(HttpStatusCode.Created);
        await host.Put("/api/segmentations/lifecycle",
            """
            {"name":"Lifecycle","segments":[{"key":"active","name":"Active","when":"count(\"Order Completed\" in 30d) >= 1"},
             {"key":"other","name":"Other","otherwise":true}]}
            """).Json(HttpStatusCode.Created);
    }
}
