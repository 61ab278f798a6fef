using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;
using Actors.EventLog;
using Actors.EventLog.Memory;

namespace Actors.Api.Tests.Changes;

public sealed class ChangeTests
{
    [Fact]
    public async Task A_change_says_everything_a_campaign_engine_needs()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await Feed.Define(host);
        await host.Track("track", """{"userId":"ada","event":"Order Completed","messageId":"m-1","timestamp":"2026-01-01T12:00:00Z"}""").Json();
        await host.Send(HttpMethod.Post, "/api/time:advance", """{"to":"2026-03-01T00:00:00Z"}""").Json();
        JsonNode page = await host.Get("/api/changes?wait=10s&segmentation=lifecycle&limit=1");
        JsonNode change = page["items"]!.AsArray().ShouldHaveSingleItem()!;
        change.Text("id").ShouldMatch(@"^\d+-\d+-\d+$");
        (change.Text("customerId"), change.Text("segmentation"), change.Text("segment"), change.Text("type"))
            .ShouldBe(("ada", "lifecycle", "lifecycle/active", "entered"));
        change["from"].ShouldBeNull();
        change.Text("at").ShouldBe("2026-01-01T12:00:00.000Z");
        (change.Text("cause", "kind"), change.Text("cause", "messageId"), change.Text("cause", "event")).ShouldBe(("event", "m-1", "Order Completed"));
        change["catalogVersion"]!.GetValue<int>().ShouldBe(2);
        change["publishedAt"].ShouldNotBeNull();
        page = await host.Get("/api/changes?wait=10s&segmentation=lifecycle&after=" + page.Text("next"));
        change = page["items"]!.AsArray().ShouldHaveSingleItem()!;
        (change.Text("type"), change.Text("from"), change.Text("to"), change.Text("at"))
            .ShouldBe(("moved", "lifecycle/active", "lifecycle/other", "2026-01-31T12:00:00.000Z"));
        change["cause"]!.ToJsonString().ShouldBe("""{"kind":"clock"}""");
    }

    [Fact]
    public async Task The_feed_is_read_to_its_end_by_cursors_without_loss_or_repeat()
    {
        await using ApiHost host = await ApiHost.Start();
        await Feed.Define(host);
        string items = string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"type":"track","userId":"c{{i}}","event":"Order Completed"}"""));
        await host.Track("batch", $"{{\"batch\":[{items}]}}").Json();
        var ids = new List<string>();
        string cursor = "oldest";
        while (ids.Count < 100)
        {
            JsonNode page = await host.Get($"/api/changes?limit=7&wait=10s&after={cursor}");
            JsonArray changes = page["items"]!.AsArray();
            changes.Count.ShouldBeInRange(1, 7);
            ids.AddRange(changes.Select(c => c!.Text("id")));
            cursor = page.Text("next");
        }
        ids.Distinct().Count().ShouldBe(100);
        JsonNode end = await host.Get("/api/changes?after=" + cursor);
        end["items"]!.AsArray().ShouldBeEmpty();
        end.Text("next").ShouldBe(cursor);
    }

    [Fact]
    public async Task A_long_poll_waits_for_the_first_change_that_fits()
    {
        await using ApiHost host = await ApiHost.Start();
        await Feed.Define(host);
        string latest = (await host.Get("/api/changes?after=latest")).Text("next");
        Task<JsonNode> waiting = host.Get($"/api/changes?after={latest}&wait=30s&segment=buyers&type=entered");
        await host.Track("track", """{"userId":"a","event":"Seen"}""").Json();
        await host.Track("track", """{"userId":"b","event":"Order Completed"}""").Json();
        JsonNode page = await waiting;
        page["items"]!.AsArray().ShouldHaveSingleItem()!.Text("customerId").ShouldBe("b");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AQ")]
    [InlineData("!!")]
    [InlineData("AQAAAAAAAAAAAAAA")]
    [InlineData("AgAAAAAAAAAAAAAA")]
    public async Task A_cursor_that_is_none_answers_410_with_the_oldest(string cursor)
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode problem = await host.Client.GetAsync("/api/changes?after=" + cursor).Problem(410);
        await host.Get("/api/changes?after=" + problem.Text("oldest"));
    }

    [Fact]
    public async Task A_cursor_of_another_data_folder_is_refused_and_told_so()
    {
        await using ApiHost host = await ApiHost.Start();
        await using ApiHost other = await ApiHost.Start(store: Elsewhere());
        string cursor = (await host.Get("/api/changes?after=latest")).Text("next");
        await host.Get("/api/changes?after=" + cursor);
        JsonNode problem = await other.Client.GetAsync("/api/changes?after=" + cursor).Problem(410);
        problem.Text("errors", 0, "pointer").ShouldBe("?after");
        problem.Text("errors", 0, "detail").ShouldContain("another data folder");
        await other.Get("/api/changes?after=" + problem.Text("oldest"));
    }

    [Fact]
    public async Task A_waiting_reader_does_not_hold_up_the_server_that_stops()
    {
        ApiHost host = await ApiHost.Start();
        await Feed.Define(host);
        using HttpClient client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = host.Client.DefaultRequestHeaders.Authorization;
        await using Stream stream = await client.GetStreamAsync("/api/changes/stream");
        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static MemoryEventStore Elsewhere() =>
        new(new FolderCreation(4, RoutingKey: Enumerable.Range(1, FolderCreation.RoutingKeyBytes).Select(n => (byte)n).ToArray()));
}

internal static class Feed
{
    public static async Task Define(ApiHost host)
    {
        await host.Put("/api/segments/buyers", """{"name":"Buyers","when":"count(\"Order Completed\") >= 1"}""").Json(HttpStatusCode.Created);
        await host.Put("/api/segmentations/lifecycle",
            """{"name":"L","segments":[{"key":"active","when":"count(\"Order Completed\" in 30d) >= 1"},{"key":"other","otherwise":true}]}""")
            .Json(HttpStatusCode.Created);
    }
}
