using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Previews;

public sealed class PreviewTests
{
    private const string Buyers = """count("Order Completed") >= 1""";

    [Fact]
    public async Task A_rule_over_features_that_exist_is_counted_exactly_with_its_funnel()
    {
        await using ApiHost host = await ApiHost.Start();
        await Fill(host);
        await host.Put("/api/segments/buyers", $$"""{"when":{{System.Text.Json.JsonSerializer.Serialize(Buyers)}}}""").Json(HttpStatusCode.Created);
        JsonNode preview = await Preview(host, "/api/segments:preview", Buyers + " and trait.city == \"Lyon\"");
        (preview.Text("state"), preview.Text("count"), preview.Text("low"), preview.Text("high")).ShouldBe(("exact", "6", "6", "6"));
        (preview.Text("looked"), preview.Text("progress")).ShouldBe(("20", "1"));
        preview["clauses"]!.AsArray().Select(c => $"{c!["text"]}: {c["count"]}").ShouldBe([Buyers + ": 12", "trait.city == \"Lyon\": 6"]);
        preview["members"]!.AsArray().Select(m => m!.ToString()).ShouldBe(["c0", "c2", "c4", "c6", "c8", "c10"], ignoreOrder: true);
        JsonNode[] near = [.. preview["nearMisses"]!.AsArray().Select(n => n!)];
        near.Length.ShouldBe(10, "six buyers of Paris, four in Lyon who bought nothing: as many as are named");
        near.ShouldAllBe(n => int.Parse(n.Text("customerId").Substring(1)) < 12 == (n.Text("clause") != Buyers));
        (await host.Get("/api/previews/" + preview.Text("id"))).Text("count").ShouldBe("6");
    }

    [Fact]
    public async Task A_rule_whose_features_nobody_kept_is_counted_from_the_log()
    {
        await using ApiHost host = await ApiHost.Start();
        await Fill(host);
        JsonNode preview = await Preview(host, "/api/segments:preview", "sum(\"Order Completed\".revenue where revenue > 3) >= 8");
        (preview.Text("state"), preview.Text("count")).ShouldBe(("exact", "4"));
        await host.Put("/api/segments/big", """{"when":"sum(\"Order Completed\".revenue where revenue > 3) >= 8"}""").Json(HttpStatusCode.Created);
        (await host.Get("/api/customers?segment=big"))["items"]!.AsArray().Select(c => c!.Text("id"))
            .ShouldBe(preview["members"]!.AsArray().Select(m => m!.ToString()), ignoreOrder: true);
    }

    [Fact]
    public async Task An_edit_is_compared_with_the_members_before_it_is_saved()
    {
        await using ApiHost host = await ApiHost.Start();
        await Fill(host);
        await host.Put("/api/segments/lyon", """{"when":"trait.city == \"Lyon\""}""").Json(HttpStatusCode.Created);
        JsonNode diff = await Preview(host, "/api/segments/lyon:diff", Buyers);
        (diff.Text("count"), diff.Text("added"), diff.Text("dropped")).ShouldBe(("12", "6", "4"));
        diff["addedMembers"]!.AsArray().Select(m => m!.ToString()).ShouldBe(["c1", "c3", "c5", "c7", "c9", "c11"], ignoreOrder: true);
        diff["droppedMembers"]!.AsArray().Select(m => m!.ToString()).ShouldBe(["c12", "c14", "c16", "c18"], ignoreOrder: true);
        (await host.Get("/api/segments/lyon")).Text("when").ShouldBe("trait.city == \"Lyon\"", "nothing was saved");
        await host.Send(HttpMethod.Post, "/api/segments/none:diff", """{"when":"trait.a"}""").Problem(404);
        JsonNode plain = await Preview(host, "/api/segments:preview", Buyers);
        plain["added"].ShouldBeNull();
    }

    [Fact]
    public async Task A_rule_may_look_at_segments_and_at_what_was_published()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await host.Put("/api/segments/recent", """{"when":"count(\"Order Completed\" in 1d) >= 1"}""").Json(HttpStatusCode.Created);
        await host.Track("track", """{"userId":"ada","event":"Order Completed","timestamp":"2026-01-01T00:00:00Z"}""").Json();
        await host.Send(HttpMethod.Post, "/api/time:advance", """{"to":"2026-01-05T00:00:00Z"}""").Json();
        (await Preview(host, "/api/segments:preview", "member(\"recent\")")).Text("count").ShouldBe("0");
        (await Preview(host, "/api/segments:preview", "was_member(\"recent\" in 4d)")).Text("count").ShouldBe("1");
        (await Preview(host, "/api/segments:preview", "was_member(\"recent\" in 2d)")).Text("count").ShouldBe("0");
    }

    [Fact]
    public async Task A_rule_that_cannot_be_used_is_refused_with_its_place()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode problem = await host.Send(HttpMethod.Post, "/api/segments:preview", """{"when":"trait.a and count("}""").Problem(422);
        (problem.Text("errors", 0, "pointer"), problem.Text("errors", 0, "line")).ShouldBe(("/when", "1"));
        (await host.Send(HttpMethod.Post, "/api/segments:preview", "{}").Pointers(400)).ShouldBe(["/when"]);
        await host.Client.GetAsync("/api/previews/none").Problem(404);
    }

    [Fact]
    public async Task A_preview_that_is_given_up_says_so_or_was_done_before()
    {
        await using ApiHost host = await ApiHost.Start();
        await Fill(host);
        JsonNode begun = await host.Send(HttpMethod.Post, "/api/segments:preview?wait=0s", """{"when":"count(any in 3d) >= 1"}""").Json();
        using HttpResponseMessage cancelled = await host.Client.DeleteAsync("/api/previews/" + begun.Text("id"));
        cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await host.Get($"/api/previews/{begun.Text("id")}?wait=30s")).Text("state").ShouldBeOneOf("cancelled", "exact");
    }

    private static Task<JsonNode> Preview(ApiHost host, string path, string when) =>
        host.Send(HttpMethod.Post, path + "?wait=60s", $$"""{"when":{{System.Text.Json.JsonSerializer.Serialize(when)}}}""").Json();

    /// <summary>Twelve of twenty have bought, four of them for ten; every other one lives in Lyon.</summary>
    private static async Task Fill(ApiHost host)
    {
        string items = string.Join(',', Enumerable.Range(0, 20).Select(i =>
            $$$"""{"type":"identify","userId":"c{{{i}}}","traits":{"city":"{{{(i % 2 == 0 ? "Lyon" : "Paris")}}}"}}""" + (i >= 12 ? "" :
            $$""",{"type":"track","userId":"c{{i}}","event":"Order Completed","properties":{"revenue":{{(i < 4 ? 10 : 1)}} } }""")));
        await host.Track("batch", $"{{\"batch\":[{items}]}}").Json();
    }
}
