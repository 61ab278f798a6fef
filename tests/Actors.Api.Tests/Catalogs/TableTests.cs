using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;
using Actors.EventLog;
using Actors.EventLog.Memory;

namespace Actors.Api.Tests.Catalogs;

public sealed class TableTests
{
    [Fact]
    public async Task A_table_is_set_read_listed_and_taken_away()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Put("/api/tables/shops", """{"paris":{"open":true},"lyon":{"open":false}}""").Json();
        (await host.Get("/api/tables")).Text("items", 0, "rows").ShouldBe("2");
        (await host.Get("/api/tables/shops")).Text("content", "paris", "open").ShouldBe("true");
        using HttpResponseMessage gone = await host.Client.DeleteAsync("/api/tables/shops");
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await host.Client.GetAsync("/api/tables/shops").Problem(404);
        await host.Client.DeleteAsync("/api/tables/shops").Problem(404);
    }

    [Theory]
    [InlineData("weather", "[1]", "")]
    [InlineData("weather", "{\"a\":3}", "/a")]
    [InlineData("weather", "{\"a\":{}} {}", "")]
    [InlineData("weather", "{\"a\":", "")]
    [InlineData("9lives", "{}", "")]
    public async Task A_table_that_cannot_be_used_is_refused_with_its_place(string name, string json, string pointer)
    {
        await using ApiHost host = await ApiHost.Start();
        (await host.Put("/api/tables/" + name, json).Pointers(400)).ShouldBe([pointer]);
        (await host.Get("/api/tables"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Tables_and_what_they_decided_come_back_after_a_restart()
    {
        var store = new MemoryEventStore(new FolderCreation(4));
        await using (ApiHost host = await ApiHost.Start(store: store))
        {
            await host.Put("/api/segments/snow", """{"when":"table.weather(trait.region).state == \"snow\""}""").Json(HttpStatusCode.Created);
            await host.Track("identify", """{"userId":"ada","traits":{"region":"alps"}}""").Json();
            await host.Put("/api/tables/weather", """{"alps":{"state":"snow"}}""").Json();
            await host.Put("/api/segments/rain", """{"when":"table.weather(trait.region).state == \"rain\""}""").Json(HttpStatusCode.Created);
        }
        await using (ApiHost host = await ApiHost.Start(store: store))
        {
            (await Segments(host)).ShouldBe(["snow"]);
            await host.Put("/api/tables/weather", """{"alps":{"state":"rain"}}""").Json();
            (await Segments(host)).ShouldBe(["rain"]);
        }
    }

    [Fact]
    public async Task A_rule_that_names_an_unknown_table_is_taken_with_a_warning()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Put("/api/tables/weather", """{"alps":{"state":"snow"}}""").Json();
        JsonNode report = await host.Put("/api/catalog", "segments:\n  - {key: snow, when: 'table.wether(trait.region).state == \"snow\"'}", contentType: "application/yaml").Json();
        report.Text("warnings", 0, "detail").ShouldContain("weather");
    }

    [Fact]
    public async Task Contacts_count_those_told_and_those_a_delivery_reports_but_none_twice()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        await host.Put("/api/segments/pressed", """{"when":"contacts(\"email\" in 7d) >= 2"}""").Json(HttpStatusCode.Created);
        await host.Track("track", """{"userId":"ada","event":"Email Delivered","timestamp":"2026-01-01T08:00:00Z","properties":{"contact_id":"c-1"}}""").Json();
        JsonNode told = await host.Send(HttpMethod.Post, "/api/customers/ada/contacts", """{"channel":"email","campaign":"spring","contactId":"c-1","at":"2026-01-01T09:00:00Z"}""").Json(HttpStatusCode.Created);
        told.Text("contactId").ShouldBe("c-1");
        JsonNode again = await host.Send(HttpMethod.Post, "/api/customers/ada/contacts", """{"channel":"email","contactId":"c-1"}""").Json();
        again.Text("duplicate").ShouldBe("true");
        await host.Send(HttpMethod.Post, "/api/customers/ada/contacts", """{"channel":"sms"}""").Json(HttpStatusCode.Created);
        (await Segments(host)).ShouldBeEmpty();
        await host.Track("track", """{"userId":"ada","event":"Email Delivered","timestamp":"2026-01-02T08:00:00Z"}""").Json();
        (await Segments(host)).ShouldBe(["pressed"]);
        await host.Send(HttpMethod.Post, "/api/time:advance", """{"to":"2026-01-08T09:00:00Z"}""").Json();
        (await Segments(host)).ShouldBeEmpty();
        (await host.Send(HttpMethod.Post, "/api/customers/ada/contacts", """{"campaign":"x"}""").Pointers(400)).ShouldBe(["/channel"]);
    }

    private static async Task<string[]> Segments(ApiHost host) =>
        [.. (await host.Get("/api/customers/ada"))["memberships"]!.AsArray().Select(m => m!.Text("segment"))];
}
