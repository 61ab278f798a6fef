using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Catalogs;

public sealed class CatalogHttpTests
{
    private const string Yaml = """
        currency: EUR
        segments:
          - key: buyers
            name: Buyers
            when: |
              count("Order Completed") >= 1
        """;

    [Fact]
    public async Task A_catalog_is_put_read_and_guarded_by_its_version()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode report = await Put(host, Yaml).Json();
        report.Text("state").ShouldBe("live");
        using HttpResponseMessage read = await host.Client.GetAsync("/api/catalog");
        read.Content.Headers.ContentType!.MediaType.ShouldBe("application/yaml");
        string text = await read.Content.ReadAsStringAsync();
        text.ShouldContain("key: buyers");
        await Put(host, text.Replace("Buyers", "Renamed"), read.Headers.ETag!.Tag).Json();
        await Put(host, text, read.Headers.ETag!.Tag).Problem(412);
        (await host.Get("/api/segments/buyers")).Text("name").ShouldBe("Renamed");
        await host.Client.GetAsync("/api/catalog?version=99").Problem(404);
    }

    [Fact]
    public async Task Errors_name_the_place_in_the_file_and_in_the_rule()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode rule = await Put(host, Yaml.Replace(">= 1", ">= >= 1")).Problem(422);
        rule.Text("errors", 0, "pointer").ShouldBe("/segments/0/when");
        (rule.Text("errors", 0, "line"), rule.Text("errors", 0, "ruleLine")).ShouldBe(("6", "1"));
        int column = rule["errors"]![0]!["column"]!.GetValue<int>();
        rule["errors"]![0]!["ruleColumn"]!.GetValue<int>().ShouldBe(column - 6);
        JsonNode form = await Put(host, Yaml.Replace("name:", "nmae:")).Problem(422);
        (form.Text("errors", 0, "pointer"), form.Text("errors", 0, "line")).ShouldBe(("/segments/0/nmae", "4"));
        (await host.Get("/api/segments"))["items"]!.AsArray().ShouldBeEmpty();
    }

    private static Task<HttpResponseMessage> Put(ApiHost host, string yaml, string? ifMatch = null) =>
        host.Put("/api/catalog", yaml, ifMatch, "application/yaml");
}
