using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Rules;

/// <summary>A rule as text and as tree.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("""trait.city=="Paris"  and count("Order Completed" in 90d)>=1""", """trait.city == "Paris" and count("Order Completed" in 90d) >= 1""", "and")]
    [InlineData("""sequence("Product Added" then no "Order Completed" within 1h in 7d)""", null, "sequence")]
    [InlineData("not (not (not (not trait.a)))", "not not not not trait.a", "not")]
    public async Task A_text_gives_a_tree_and_the_tree_gives_the_text(string written, string? canonical, string type)
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode read = await Parse(host, new JsonObject { ["when"] = written });
        (read.Text("when"), read.Text("tree", "type")).ShouldBe((canonical ?? written, type));
        read.Text("sentence", "fr").ShouldNotBeNullOrEmpty();
        JsonNode back = await Parse(host, new JsonObject { ["tree"] = read["tree"]!.DeepClone() });
        back.Text("when").ShouldBe(read.Text("when"));
    }

    [Fact]
    public async Task As_deep_as_a_rule_may_be()
    {
        await using ApiHost host = await ApiHost.Start();
        string deep = string.Concat(Enumerable.Repeat("not ", 60)) + "trait.a";
        string answer = await Post(host, JsonSerializer.Serialize(new { when = deep }));
        using var read = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 512 });
        string tree = read.RootElement.GetProperty("tree").GetRawText();
        (await Post(host, $"{{\"tree\":{tree}}}")).ShouldContain(deep);
    }

    [Theory]
    [InlineData("""{"when":"trait.a ==\n and"}""", 422, "/when")]
    [InlineData("""{"tree":{"type":"nothing"}}""", 422, "/tree")]
    [InlineData("""{"when":3}""", 400, "/when")]
    [InlineData("""{"when":"\ud800"}""", 400, "/when")]
    [InlineData("{}", 400, "/when")]
    [InlineData("[", 400, "")]
    public async Task What_is_none_is_refused_with_its_place(string body, int status, string pointer)
    {
        await using ApiHost host = await ApiHost.Start();
        (await host.Send(HttpMethod.Post, "/api/segments:parse", body).Pointers(status)).ShouldBe([pointer]);
    }

    private static async Task<string> Post(ApiHost host, string body)
    {
        using HttpResponseMessage answer = await host.Send(HttpMethod.Post, "/api/segments:parse", body);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static Task<JsonNode> Parse(ApiHost host, JsonObject body) =>
        host.Send(HttpMethod.Post, "/api/segments:parse", body.ToJsonString()).Json();
}
