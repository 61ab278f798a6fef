using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Scenarios;

/// <summary>The classic segments, ready-made.</summary>
public sealed class TemplateScenarios
{
    [Fact]
    public async Task Scenario_9_the_classic_segments_by_one_click()
    {
        await using ScenarioShop shop = await ScenarioShop.Open("segments: []");
        foreach (string key in (string[])["lifecycle", "lifetime-value", "frequency", "activity", "skill", "plan", "high-income"])
        {
            await Use(shop, key);
        }
        await shop.Is("ada", "2025-01-01", """{"plan":"pro","income":95000}""");
        for (int i = 0; i < 6; i++)
        {
            await shop.Does("ada", $"2025-01-0{2 + i}", "Order Completed", """{"total":90}""");
        }
        for (int i = 0; i < 5; i++)
        {
            await shop.Does("ada", $"2025-01-1{i}", "Feature Used", $$"""{"feature":"f{{i}}"}""");
        }
        await shop.Looks("page", "ada", "2025-01-14", "\"properties\":{}");
        await shop.Is("bob", "2025-01-14", """{"plan":"free","income":20000}""");
        await shop.Does("bob", "2025-01-15", "Order Completed", """{"total":20}""");
        await shop.Does("bob", "2025-01-16", "Order Refunded", """{"total":5}""");
        await shop.Does("bob", "2025-01-17", "Email Delivered");
        (await shop.SegmentsOf("ada")).ShouldBe(
            ["activity/active", "frequency/frequent", "high-income", "lifecycle/active", "lifetime-value/high", "plan/paid", "skill/advanced"]);
        (await shop.SegmentsOf("bob")).ShouldBe(
            ["activity/inactive", "frequency/occasional", "lifecycle/new", "lifetime-value/low", "plan/free", "skill/none"]);
        await shop.MoveTo("2026-02-01");
        (await shop.SegmentsOf("ada")).ShouldBe(
            ["activity/inactive", "frequency/none", "high-income", "lifecycle/lost", "lifetime-value/high", "plan/paid", "skill/none"]);
        (await shop.Feed("bob", "lifecycle")).ShouldBe(
        [
            "entered >lifecycle/prospect event 2025-01-14T12:00:00",
            "moved lifecycle/prospect>lifecycle/new event 2025-01-15T12:00:00",
            "moved lifecycle/new>lifecycle/active clock 2025-02-14T12:00:00",
            "moved lifecycle/active>lifecycle/at-risk clock 2025-04-15T12:00:00",
            "moved lifecycle/at-risk>lifecycle/lost clock 2025-07-14T12:00:00",
        ]);
    }

    [Fact]
    public async Task Every_template_that_is_available_can_be_used_in_both_languages()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode list = await host.Get("/api/templates");
        int used = 0;
        foreach (JsonNode template in list["items"]!.AsArray().Select(item => item!))
        {
            string key = template.Text("key");
            if (!template["available"]!.GetValue<bool>())
            {
                await host.Send(HttpMethod.Post, $"/api/templates/{key}", "{}").Problem(422);
                continue;
            }
            await host.Send(HttpMethod.Post, $"/api/templates/{key}", """{"language":"fr"}""").Json(HttpStatusCode.Created);
            await host.Send(HttpMethod.Post, $"/api/templates/{key}", "{}").Problem(409);
            JsonNode other = await host.Send(HttpMethod.Post, $"/api/templates/{key}", $$"""{"key":"{{key}}-2"}""").Json(HttpStatusCode.Created);
            string place = $"/api/{other.Text("kind")}s/";
            (await host.Get(place + key)).Text("name").ShouldBe(template.Text("nameFr"));
            JsonNode english = await host.Get($"{place}{key}-2");
            english.Text("name").ShouldBe(template.Text("nameEn"));
            english.Text("map", "nameFr").ShouldBe(template.Text("nameFr"), "whatever language it was defined in, both are shown");
            used++;
        }
        used.ShouldBeGreaterThanOrEqualTo(14);
        await host.Send(HttpMethod.Post, "/api/templates/none", "{}").Problem(404);
        (await host.Send(HttpMethod.Post, "/api/templates/plan", """{"language":"de"}""").Pointers(400)).ShouldBe(["/language"]);
    }

    [Fact]
    public async Task The_birthday_month_comes_and_goes_by_the_clock()
    {
        await using ScenarioShop shop = await ScenarioShop.Open("segments: []");
        await Use(shop, "birthday");
        await shop.Is("eve", "2025-01-01", """{"birth_date":"1990-02-28"}""");
        await shop.MoveTo("2026-02-15");
        (await shop.Feed("eve")).ShouldBe(
        [
            "entered >birthday clock 2025-02-01T00:00:00",
            "exited birthday> clock 2025-03-01T00:00:00",
            "entered >birthday clock 2026-02-01T00:00:00",
        ]);
    }

    private static Task<JsonNode> Use(ScenarioShop shop, string key) =>
        shop.Host.Send(HttpMethod.Post, $"/api/templates/{key}", "{}").Json(HttpStatusCode.Created);
}
