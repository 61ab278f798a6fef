using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Catalogs;

public sealed class CatalogHistoryTests
{
    [Fact]
    public async Task Every_version_is_listed_with_what_it_changed()
    {
        await using ApiHost host = await ApiHost.Start();
        await Put(host, "{key: buyers, when: 'count(any) >= 1'}");
        await Put(host, "{key: buyers, when: 'count(any) >= 2'}, {key: vip, when: 'trait.vip'}");
        await host.Put("/api/tables/weather", "{}").Json();
        JsonNode versions = await host.Get("/api/catalog/versions");
        versions["items"]!.AsArray().Select(v => $"{v!["version"]} {v["current"]} {v["table"]} {v["changes"]!.AsArray().Count}")
            .ShouldBe(["3 true weather 0", "2 false  2", "1 false  1"]);
        versions.Text("items", 1, "at").ShouldEndWith("Z");
        JsonNode page = await host.Get("/api/catalog/versions?limit=2");
        page.Text("next").ShouldBe("2");
        (await host.Get("/api/catalog/versions?limit=2&before=2"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_versions_are_compared_segment_by_segment()
    {
        await using ApiHost host = await ApiHost.Start();
        await Put(host, "{key: a, when: 'trait.a'}, {key: b, when: 'trait.b'}");
        await Put(host, "{key: b, when: 'trait.c', name: Bees, map: {nameFr: Abeilles}}, {key: c, when: 'trait.c'}");
        JsonNode diff = await host.Get("/api/catalog/diff?from=1&to=2");
        diff["items"]!.AsArray().Select(e => $"{e!["kind"]} {e["address"]} {e["before"]} {e["after"]}")
            .ShouldBe(["changed b trait.b trait.c", "added c  trait.c", "removed a trait.a ", "changed name b b Bees, fr: Abeilles"]);
        await host.Client.GetAsync("/api/catalog/diff?from=1&to=7").Problem(404);
    }

    [Fact]
    public async Task A_rollback_brings_the_definitions_back_as_a_new_version_and_is_guarded()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Track("track", """{"userId":"ada","event":"Order Completed"}""").Json();
        await Put(host, "{key: buyers, when: 'count(\"Order Completed\") >= 1'}");
        await Put(host, "{key: vip, when: 'trait.vip'}");
        using HttpResponseMessage read = await host.Client.GetAsync("/api/catalog");
        await host.Send(HttpMethod.Post, "/api/catalog:rollback", """{"version":9}""").Problem(404);
        await host.Send(HttpMethod.Post, "/api/catalog:rollback", """{"version":1}""", ifMatch: "\"1\"").Problem(412);
        JsonNode report = await host.Send(HttpMethod.Post, "/api/catalog:rollback", """{"version":1}""", ifMatch: read.Headers.ETag!.Tag).Json();
        report.Text("version").ShouldBe("3");
        (await host.Get("/api/customers/ada"))["memberships"]!.AsArray().Select(m => m!.Text("segment")).ShouldBe(["buyers"]);
        (await host.Get("/api/catalog/diff?from=1&to=3"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_given_up_while_the_past_is_read_changes_nothing()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Client.GetAsync("/api/catalog/change").Problem(404);
        await host.Client.DeleteAsync("/api/catalog/change").Problem(404);
        for (int i = 0; i < 20; i++)
        {
            string items = string.Join(',', Enumerable.Range(0, 400).Select(n => $$"""{"type":"track","userId":"c{{n}}","event":"Order Completed"}"""));
            await host.Track("batch", $"{{\"batch\":[{items}]}}").Json();
        }
        Task<HttpResponseMessage> put = host.Put("/api/segments/buyers", """{"when":"count(\"Order Completed\") >= 20"}""");
        while (!put.IsCompleted)
        {
            using HttpResponseMessage cancelled = await host.Client.DeleteAsync("/api/catalog/change");
            ((int)cancelled.StatusCode).ShouldBeOneOf(204, 404);
        }
        using HttpResponseMessage answer = await put;
        ((int)answer.StatusCode).ShouldBeOneOf(201, 409);
        using HttpResponseMessage segment = await host.Client.GetAsync("/api/segments/buyers");
        segment.IsSuccessStatusCode.ShouldBe((int)answer.StatusCode == 201);
        await host.Put("/api/segments/buyers", """{"when":"count(\"Order Completed\") >= 20"}""");
        (await Answers.Eventually(() => host.Get("/api/customers/c7"), c => c["memberships"]!.AsArray().Count == 1))["memberships"]![0]!.Text("segment").ShouldBe("buyers");
    }

    private static Task<JsonNode> Put(ApiHost host, string segments) =>
        host.Put("/api/catalog", $"segments: [{segments}]", contentType: "application/yaml").Json();
}
