using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Segments;

/// <summary>Rules over events and traits that nobody has sent are taken, with a warning.</summary>
public sealed class UnknownNameTests
{
    private const string Rule = "count(\\\"Order Complete\\\") >= 1 and trait.citi == \\\"Paris\\\"";
    private const string Yaml = "segments:\n  - key: buyers\n    when: 'count(\"Order Complete\") >= 1'\n";

    [Fact]
    public async Task Definitions_previews_and_checks_tell_the_nearest_known_name()
    {
        await using ApiHost host = await ApiHost.Start();
        (await host.Put("/api/segments/early", $$"""{"when":"{{Rule}}"}""").Json(HttpStatusCode.Created))["warnings"]!.AsArray().ShouldBeEmpty();
        using (await host.Track("track", """{"userId":"ann","event":"Order Completed"}"""))
        using (await host.Track("identify", """{"userId":"bob","traits":{"city":"Lyon"}}"""))
        {
        }
        ShouldWarn(await host.Put("/api/segments/buyers", $$"""{"when":"{{Rule}}"}""").Json(HttpStatusCode.Created), "/when");
        (await host.Get("/api/segments/buyers"))["warnings"].ShouldBeNull();
        ShouldWarn(await host.Put(
            "/api/segmentations/life", $$"""{"segments":[{"key":"a","when":"{{Rule}}"},{"key":"z","otherwise":true}]}""").Json(HttpStatusCode.Created),
            "/segments/0/when");
        ShouldWarn(await host.Send(HttpMethod.Post, "/api/segments:preview?wait=20s", $$"""{"when":"{{Rule}}"}""").Json(), "/when");
        JsonNode check = await host.Send(HttpMethod.Post, "/api/catalog:check", Yaml, "application/yaml").Json();
        JsonNode warning = check["warnings"]!.AsArray().ShouldHaveSingleItem()!;
        (warning.Text("pointer"), warning["line"]!.GetValue<int>(), warning["ruleLine"]!.GetValue<int>()).ShouldBe(("/segments/0/when", 3, 1));
        (await host.Get("/api/segments"))["items"]!.AsArray().Count.ShouldBe(4);
        JsonNode put = await host.Put("/api/catalog", Yaml, contentType: "application/yaml").Json();
        put["warnings"]!.AsArray().ShouldHaveSingleItem()!.Text("detail").ShouldContain("Order Completed?");
        await host.Send(HttpMethod.Post, "/api/catalog:check", "segments:\n  - key: b\n    when: 'count('\n", "application/yaml").Problem(422);
    }

    private static void ShouldWarn(JsonNode answer, string pointer)
    {
        JsonArray warnings = answer["warnings"]!.AsArray();
        warnings.Select(w => w!.Text("pointer")).ShouldBe([pointer, pointer]);
        warnings[0]!.Text("detail").ShouldContain("Order Completed?");
        warnings[1]!.Text("detail").ShouldContain("city?");
    }
}
