using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Segments;

public sealed class SegmentTests
{
    private const string Buyers = """{"name":"Buyers","description":"They bought","color":"#aabbcc","when":"count(\"Order Completed\") >= 1"}""";

    [Fact]
    public async Task A_segment_is_defined_read_replaced_and_deleted()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode made = await host.Put("/api/segments/buyers", Buyers).Json(HttpStatusCode.Created);
        (made.Text("segment"), made.Text("name"), made.Text("state")).ShouldBe(("buyers", "Buyers", "live"));
        made["segmentation"].ShouldBeNull();
        made.Text("when").ShouldBe("count(\"Order Completed\") >= 1");
        JsonNode replaced = await host.Put("/api/segments/buyers", Buyers.Replace(">= 1", ">= 2")).Json();
        replaced.Text("when").ShouldBe("count(\"Order Completed\") >= 2");
        replaced["version"]!.GetValue<int>().ShouldBeGreaterThan(made["version"]!.GetValue<int>());
        (await host.Get("/api/segments"))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("segment").ShouldBe("buyers");
        using HttpResponseMessage deleted = await host.Client.DeleteAsync("/api/segments/buyers");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await host.Client.GetAsync("/api/segments/buyers").Problem(404);
        await host.Client.DeleteAsync("/api/segments/buyers").Problem(404);
    }

    [Fact]
    public async Task A_rule_that_does_not_parse_is_a_422_with_its_place()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode problem = await host.Put("/api/segments/bad", """{"name":"Bad","when":"trait.city == \"Paris\"\nand count(\"x\" >= 1"}""").Problem(422);
        problem.Text("errors", 0, "pointer").ShouldBe("/when");
        problem.Text("errors", 0, "line").ShouldBe("2");
        problem["errors"]![0]!["column"]!.GetValue<int>().ShouldBeGreaterThan(5);
        (await host.Put("/api/segmentations/bad", """{"name":"B","segments":[{"key":"a","when":"nonsense("},{"key":"z","otherwise":true}]}""")
            .Pointers(422)).ShouldBe(["/segments/0/when"]);
        (await host.Get("/api/segments"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "/when")]
    [InlineData("""{"name":"x","when":7}""", "/when")]
    [InlineData("""{"name":"x","when":"true","contactPolicy":{}}""", "/contactPolicy")]
    [InlineData("""{"name":"x","when":"\ud800"}""", "")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    public async Task A_wrong_body_names_the_field(string body, string pointer)
    {
        await using ApiHost host = await ApiHost.Start();
        string found = (await host.Put("/api/segments/x", body).Pointers(400)).ShouldHaveSingleItem();
        if (pointer.Length > 0)
        {
            found.ShouldBe(pointer);
        }
    }

    [Fact]
    public async Task Two_editors_do_not_overwrite_each_other()
    {
        await using ApiHost host = await ApiHost.Start();
        using HttpResponseMessage made = await host.Put("/api/segments/buyers", Buyers);
        string tag = made.Headers.ETag!.Tag;
        await host.Put("/api/segments/other", Buyers).Json(HttpStatusCode.Created);
        await host.Put("/api/segments/buyers", Buyers.Replace(">= 1", ">= 3"), tag).Json();
        await host.Put("/api/segments/buyers", Buyers.Replace(">= 1", ">= 4"), tag).Problem(412);
        await host.Put("/api/segments/new", Buyers, tag).Problem(412);
        using HttpResponseMessage read = await host.Client.GetAsync("/api/segments/buyers");
        read.Headers.ETag!.Tag.ShouldNotBe(tag);
        (await Answers.Json(Task.FromResult(read))).Text("when").ShouldContain(">= 3");
    }

    [Fact]
    public async Task What_others_refer_to_is_not_deleted()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Put("/api/segments/buyers", Buyers).Json(HttpStatusCode.Created);
        await host.Put("/api/segments/friends", """{"name":"F","when":"not (member(\"buyers\"))"}""").Json(HttpStatusCode.Created);
        await host.Put("/api/segmentations/kind",
            """{"name":"K","segments":[{"key":"a","when":"member(\"buyers\")"},{"key":"b","otherwise":true}]}""").Json(HttpStatusCode.Created);
        JsonNode problem = await host.Client.DeleteAsync("/api/segments/buyers").Problem(409);
        problem["dependants"]!.AsArray().Select(d => d!.GetValue<string>()).ShouldBe(["friends", "kind/a"]);
        await host.Client.DeleteAsync("/api/segmentations/kind");
        await host.Client.DeleteAsync("/api/segments/friends");
        (await host.Client.DeleteAsync("/api/segments/buyers")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_segmentation_is_defined_with_its_segments_in_order()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode made = await host.Put("/api/segmentations/lifecycle",
            """
            {"name":"Lifecycle","segments":[{"key":"active","name":"Active","when":"count(\"Order Completed\" in 90d) >= 1","map":{"lane":"loyalty","value":0.5}},
             {"key":"prospect","otherwise":true}]}
            """).Json(HttpStatusCode.Created);
        made["segments"]!.AsArray().Select(s => s!.Text("segment")).ShouldBe(["lifecycle/active", "lifecycle/prospect"]);
        made.Text("segments", 0, "map", "lane").ShouldBe("loyalty");
        (await host.Get("/api/segments/lifecycle/prospect")).Text("otherwise").ShouldBe("true");
        (await host.Get("/api/segmentations"))["items"]!.AsArray().Count.ShouldBe(1);
        (await host.Get("/api/segmentations/lifecycle")).Text("name").ShouldBe("Lifecycle");
        await host.Client.GetAsync("/api/segments/lifecycle/none").Problem(404);
        await host.Client.GetAsync("/api/segments/lifecycle").Problem(404);
        (await host.Put("/api/segmentations/x", """{"name":"x","segments":[{"name":"nameless"}]}""").Pointers(400)).ShouldBe(["/segments/0/key"]);
        (await host.Put("/api/segmentations/x", """{"name":"x"}""").Pointers(400)).ShouldBe(["/segments"]);
    }

    [Fact]
    public async Task Statistics_count_members_moves_and_spend()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Put("/api/segments/buyers", Buyers).Json(HttpStatusCode.Created);
        await host.Track("batch",
            """
            {"batch":[{"type":"track","userId":"a","event":"Order Completed","properties":{"total":10.10}},
             {"type":"track","userId":"b","event":"Order Completed","properties":{"total":"20.20"}},
             {"type":"track","userId":"c","event":"Seen"}]}
            """).Json();
        JsonNode report = await Answers.Eventually(() => host.Get("/api/segments/buyers"), r => r.Text("members") == "2");
        (report.Text("spendTotal"), report.Text("spendMean")).ShouldBe(("30.3", "15.15"));
        (report.Text("entries", "m1"), report.Text("exits", "d1"), report.Text("net", "h1")).ShouldBe(("2", "0", "2"));
    }

    [Fact]
    public async Task Statistics_count_what_cancellations_updates_and_refunds_have_left_of_the_orders()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Put("/api/segments/buyers", Buyers).Json(HttpStatusCode.Created);
        await host.Track("batch",
            """
            {"batch":[{"type":"track","userId":"a","event":"Order Completed","properties":{"order_id":"1","total":10.10}},
             {"type":"track","userId":"a","event":"Order Completed","properties":{"order_id":"2","total":50}},
             {"type":"track","userId":"a","event":"Order Refunded","properties":{"order_id":"2","total":5}},
             {"type":"track","userId":"b","event":"Order Completed","properties":{"order_id":"1","total":"20.20"}}]}
            """).Json();
        await Answers.Eventually(() => host.Get("/api/segments/buyers"), r => r.Text("spendTotal") == "75.3");
        await host.Track("batch",
            """
            {"batch":[{"type":"track","userId":"a","event":"Order Cancelled","properties":{"order_id":"2"}},
             {"type":"track","userId":"b","event":"Order Updated","properties":{"order_id":"1","total":12.5}}]}
            """).Json();
        JsonNode report = await Answers.Eventually(() => host.Get("/api/segments/buyers"), r => r.Text("spendTotal") == "22.6");
        report.Text("spendMean").ShouldBe("11.3");
        (await host.Get("/api/customers/a")).Text("spend").ShouldBe("10.1");
    }

    [Fact]
    public async Task Flows_tell_who_moved_from_where_to_where()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await host.Put("/api/segmentations/lifecycle",
            """{"name":"L","segments":[{"key":"active","when":"count(\"Order Completed\" in 30d) >= 1"},{"key":"other","otherwise":true}]}""")
            .Json(HttpStatusCode.Created);
        await host.Track("track", """{"userId":"a","event":"Order Completed","timestamp":"2026-01-01T12:00:00Z"}""").Json();
        await host.Send(HttpMethod.Post, "/api/time:advance", """{"to":"2026-02-10T00:00:00Z"}""").Json();
        JsonNode flows = await host.Get("/api/flows?segmentation=lifecycle&from=2026-01-01T00:00:00Z&to=2026-02-10T00:00:00Z&step=20d");
        string[] moves = [.. flows["items"]!.AsArray().SelectMany(s => s!["flows"]!.AsArray()
            .Select(f => $"{s!.Text("from")[..10]} {f!["from"]?.ToString() ?? "-"}>{f!["to"]} {f!["count"]}"))];
        moves.ShouldBe(["2026-01-01 ->lifecycle/active 1", "2026-01-21 lifecycle/active>lifecycle/other 1"]);
        (await host.Client.GetAsync("/api/flows?segmentation=lifecycle&step=1ms").Pointers(400)).ShouldBe(["?step"]);
        (await host.Client.GetAsync("/api/flows?segmentation=lifecycle&from=2027-01-01T00:00:00Z&to=2026-01-01T00:00:00Z").Pointers(400)).ShouldBe(["?from"]);
    }
}
