using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Scenarios;

/// <summary>What is so where a customer lives.</summary>
public sealed class PlaceScenarios
{
    [Fact]
    public async Task Scenario_6_weather_goods_a_table_set_from_outside_moves_a_whole_region_at_once()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: snow-boots
                name: Winter goods, where it snows
                when: table.weather(trait.region).state == "snow" and month(now) in [11, 12, 1, 2]
            """);
        string people = string.Join(',', Enumerable.Range(0, 60).Select(i =>
            $$$"""{"type":"identify","userId":"p{{{i}}}","timestamp":"2025-01-10T12:00:00Z","traits":{"region":"{{{(i < 40 ? "alps" : "normandy")}}}"}}"""));
        await shop.Host.Track("batch", $"{{\"batch\":[{people}]}}").Json();
        (await shop.SegmentsOf("p0")).ShouldBeEmpty("no table says so yet");
        JsonNode set = await shop.Host.Put("/api/tables/weather", """{"alps":{"state":"snow"},"normandy":{"state":"rain"}}""").Json();
        (set.Text("name"), set.Text("rows"), set.Text("content", "alps", "state")).ShouldBe(("weather", "2", "snow"));
        foreach (int person in (int[])[0, 39])
        {
            (await shop.SegmentsOf($"p{person}")).ShouldBe(["snow-boots"]);
        }
        (await shop.SegmentsOf("p40")).ShouldBeEmpty();
        JsonNode page = await shop.Host.Get("/api/changes?limit=1000&after=oldest");
        page["items"]!.AsArray().Count.ShouldBe(40, "nobody else was moved");
        await shop.Is("p0", "2025-01-11", """{"region":"normandy"}""");
        await shop.MoveTo("2025-01-12");
        await shop.Host.Put("/api/tables/weather", """{"alps":{"state":"sun"},"normandy":{"state":"snow"}}""").Json();
        await shop.MoveTo("2025-04-01");
        (await shop.Feed("p0")).ShouldBe(
        [
            "entered >snow-boots table 2025-01-10T12:00:00",
            "exited snow-boots> event 2025-01-11T12:00:00",
            "entered >snow-boots table 2025-01-12T12:00:00",
            "exited snow-boots> clock 2025-03-01T00:00:00",
        ]);
        (await shop.Feed("p1")).ShouldBe(["entered >snow-boots table 2025-01-10T12:00:00", "exited snow-boots> table 2025-01-12T12:00:00"]);
    }
}
