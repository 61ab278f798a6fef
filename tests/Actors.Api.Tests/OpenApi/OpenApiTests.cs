using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_describes_every_call_and_its_examples_work()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        JsonNode document = await host.Get("/openapi/v1.json");
        document.Text("openapi").ShouldStartWith("3.1");
        var sent = new List<string>();
        foreach ((string path, JsonNode? operations) in document["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in operations!.AsObject())
            {
                operation!["summary"].ShouldNotBeNull($"{method} {path}");
                // Signing in has no example: a token that works is a secret.
                if (operation["requestBody"]?["content"] is not JsonObject content || path == "/api/session")
                {
                    continue;
                }
                (string type, JsonNode? media) = content.First(c => c.Value!["example"] is not null);
                await SendExample(host, method, path.Replace("templates/{key}", "templates/lifecycle").Replace("{segmentation}/{key}", "stage/active").Replace("{key}", "example").Replace("{name}", "example").Replace("{id}", "ada"), type, media!["example"]!);
                sent.Add($"{method} {path}");
            }
        }
        sent.ShouldBe(
            [
                "post /v1/track", "post /v1/page", "post /v1/screen", "post /v1/identify", "post /v1/group", "post /v1/alias", "post /v1/batch",
                "post /v1/events", "post /api/keys", "put /api/segments/{key}", "put /api/segmentations/{key}", "put /api/catalog",
                "put /api/tables/{name}", "post /api/catalog:check", "post /api/segments:parse", "post /api/catalog:rollback", "post /api/customers/{id}/contacts", "post /api/templates/{key}",
                "post /api/segments:preview", "post /api/segments/{key}:diff", "post /api/segments/{segmentation}/{key}:diff",
                "post /api/time:advance",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("/api/changes")]
    [InlineData("/api/changes/stream")]
    [InlineData("/api/customers")]
    [InlineData("/api/customers/{id}")]
    [InlineData("/api/customers/{id}/timeline")]
    [InlineData("/api/flows")]
    [InlineData("/api/session")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public async Task Reading_calls_are_described_too(string path)
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode document = await host.Get("/openapi/v1.json");
        document["paths"]![path]!["get"]!["responses"]!["200"].ShouldNotBeNull();
    }

    private static async Task SendExample(ApiHost host, string method, string path, string type, JsonNode example)
    {
        string body = example is JsonValue text && type.EndsWith("yaml", StringComparison.Ordinal) ? text.GetValue<string>() : example.ToJsonString();
        if (path.Contains("time:advance", StringComparison.Ordinal))
        {
            body = body.Replace("2030", "2040", StringComparison.Ordinal);
        }
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        string? writeKey = path.StartsWith("/v1/", StringComparison.Ordinal) ? ApiHost.WriteKey : null;
        using HttpResponseMessage answer = await host.Send(new HttpMethod(method.ToUpperInvariant()), path, content, writeKey);
        ((int)answer.StatusCode).ShouldBeInRange(200, 299, $"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
    }
}
