using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;
using Actors.EventLog;
using Actors.EventLog.Memory;

namespace Actors.Api.Tests.Customers;

public sealed class CustomerListTests
{
    [Fact]
    public async Task Members_of_segments_are_listed_page_by_page()
    {
        await using ApiHost host = await ApiHost.Start();
        await Fill(host);
        (await Answers.Eventually(() => List(host, "segment=buyers"), ids => ids.Length == 12)).ShouldBe(Ids(0, 12), ignoreOrder: true);
        (await List(host, "segment=buyers&segment=!vip")).ShouldBe(Ids(4, 12), ignoreOrder: true);
        (await List(host, "segment=buyers,vip")).ShouldBe(Ids(0, 4), ignoreOrder: true);
        (await List(host, "segment=lifecycle/other")).ShouldBe(Ids(12, 20), ignoreOrder: true);
        (await List(host, "")).ShouldBe(Ids(0, 20), ignoreOrder: true);
        JsonNode line = (await host.Get("/api/customers?segment=vip&limit=1"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        line.Text("spend").ShouldBe("100");
        line["segments"]!.AsArray().Select(s => s!.ToString()).ShouldBe(["buyers", "lifecycle/active", "vip"], ignoreOrder: true);
        line.Text("firstSeen").ShouldEndWith("Z");
    }

    [Fact]
    public async Task A_cursor_of_another_data_folder_is_refused()
    {
        await using ApiHost host = await ApiHost.Start();
        await Fill(host);
        string next = (await Answers.Eventually(() => host.Get("/api/customers?limit=1"), page => page["next"] is not null)).Text("next");
        var elsewhere = new MemoryEventStore(new FolderCreation(4, RoutingKey: new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }));
        await using ApiHost other = await ApiHost.Start(store: elsewhere);
        JsonNode problem = await other.Client.GetAsync("/api/customers?cursor=" + next).Problem(400);
        problem.Text("errors", 0, "detail").ShouldContain("another data folder");
    }

    private static async Task Fill(ApiHost host)
    {
        await host.Put("/api/segments/buyers", """{"name":"B","when":"count(\"Order Completed\") >= 1"}""").Json(HttpStatusCode.Created);
        await host.Put("/api/segments/vip", """{"name":"V","when":"sum(\"Order Completed\".revenue) >= 50"}""").Json(HttpStatusCode.Created);
        await host.Put("/api/segmentations/lifecycle",
            """{"name":"L","segments":[{"key":"active","when":"count(\"Order Completed\") >= 1"},{"key":"other","otherwise":true}]}""")
            .Json(HttpStatusCode.Created);
        string items = string.Join(',', Enumerable.Range(0, 20).Select(i =>
            $$"""{"type":"track","userId":"c{{i}}","event":"{{(i < 12 ? "Order Completed" : "Seen")}}","properties":{"revenue":{{(i < 4 ? 100 : 1)}} } }"""));
        await host.Track("batch", $"{{\"batch\":[{items}]}}").Json();
    }

    private static string[] Ids(int from, int to) => [.. Enumerable.Range(from, to - from).Select(i => $"c{i}")];

    private static async Task<string[]> List(ApiHost host, string query)
    {
        var ids = new List<string>();
        string cursor = "";
        while (true)
        {
            JsonNode page = await host.Get($"/api/customers?limit=3&{query}{cursor}");
            ids.AddRange(page["items"]!.AsArray().Select(c => c!.Text("id")));
            if (page["next"] is not { } next)
            {
                return [.. ids];
            }
            cursor = "&cursor=" + next;
        }
    }
}
