using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Api.Access;
using Actors.Api.Tests.Hosting;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Api.Tests.Access;

public sealed class KeyTests
{
    [Fact]
    public async Task The_first_start_makes_an_admin_token_and_the_next_one_does_not()
    {
        var store = new MemoryEventStore(new FolderCreation(2));
        string token;
        await using (ApiHost first = await ApiHost.Start(new ActorsApiOptions(), store: store))
        {
            token = first.Services.GetRequiredService<KeyRing>().FirstAdminToken.ShouldNotBeNull();
            (await As(first, token, "/api/session")).ShouldBe(HttpStatusCode.OK);
        }
        await using ApiHost second = await ApiHost.Start(new ActorsApiOptions(), store: store);
        second.Services.GetRequiredService<KeyRing>().FirstAdminToken.ShouldBeNull();
        (await As(second, token, "/api/keys")).ShouldBe(HttpStatusCode.OK);
        foreach (string name in await store.Documents.List(""))
        {
            string content = Encoding.UTF8.GetString((await store.Documents.Get(name))!.Value.Span);
            content.ShouldNotContain(token);
        }
    }

    [Fact]
    public async Task A_key_is_made_listed_used_and_revoked()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode made = await host.Send(HttpMethod.Post, "/api/keys", """{"name":"web","role":"write"}""").Json(HttpStatusCode.Created);
        string secret = made.Text("secret");
        HttpContent Call() => new StringContent("""{"userId":"a","event":"e"}""", Encoding.UTF8, "application/json");
        await host.Send(HttpMethod.Post, "/v1/track", Call(), secret).Json();
        JsonNode listed = await host.Get("/api/keys");
        listed["items"]!.AsArray().ShouldContain(k => k!.Text("name") == "web" && k!.Text("role") == "write");
        listed.ToJsonString().ShouldNotContain(secret);
        using (HttpResponseMessage revoked = await host.Client.DeleteAsync("/api/keys/" + made.Text("id")))
        {
            revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
        await host.Send(HttpMethod.Post, "/v1/track", Call(), secret).Problem(401);
        await host.Client.DeleteAsync("/api/keys/" + made.Text("id")).Problem(404);
        await host.Client.DeleteAsync("/api/keys/configured-admin").Problem(409);
    }

    [Theory]
    [InlineData("""{"role":"viewer"}""", "/name")]
    [InlineData("""{"name":"","role":"viewer"}""", "/name")]
    [InlineData("""{"name":"x"}""", "/role")]
    [InlineData("""{"name":"x","role":"owner"}""", "/role")]
    [InlineData("""{"name":"x","role":1}""", "/role")]
    [InlineData("""{"name":"x","role":"viewer","extra":1}""", "/extra")]
    [InlineData("""{"name":"x","name":"y","role":"viewer"}""", "/name")]
    [InlineData("""{"name":"x","role":"viewer" """, "")]
    [InlineData("null", "")]
    public async Task A_wrong_request_for_a_key_names_the_field(string body, string pointer)
    {
        await using ApiHost host = await ApiHost.Start();
        (await host.Send(HttpMethod.Post, "/api/keys", body).Pointers(400)).ShouldBe([pointer]);
    }

    [Theory]
    [InlineData("viewer", "/api/segments", 200)]
    [InlineData("viewer", "/metrics", 200)]
    [InlineData("viewer", "/api/changes", 403)]
    [InlineData("viewer", "/api/customers/x", 403)]
    [InlineData("viewer", "/api/keys", 403)]
    [InlineData("analyst", "/api/customers/x", 404)]
    [InlineData("analyst", "/api/changes", 200)]
    [InlineData("campaign", "/api/changes", 200)]
    [InlineData("campaign", "/api/customers/x", 403)]
    [InlineData("editor", "/api/customers/x", 404)]
    [InlineData("editor", "/api/keys", 403)]
    [InlineData("write", "/api/segments", 401)]
    public async Task A_role_may_do_what_it_is_for(string role, string path, int status)
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode made = await host.Send(HttpMethod.Post, "/api/keys", $$"""{"name":"k","role":"{{role}}"}""").Json(HttpStatusCode.Created);
        ((int)await As(host, made.Text("secret"), path)).ShouldBe(status);
    }

    [Fact]
    public async Task Defining_needs_an_editor()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode made = await host.Send(HttpMethod.Post, "/api/keys", """{"name":"k","role":"analyst"}""").Json(HttpStatusCode.Created);
        using HttpClient client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Text("secret"));
        await client.PutAsync("/api/segments/vip", Json("{}")).Problem(403);
        await client.DeleteAsync("/api/segments/vip").Problem(403);
        await client.PostAsync("/api/time:advance", Json("{}")).Problem(403);
    }

    [Fact]
    public async Task Nobody_is_let_in_without_a_token()
    {
        await using ApiHost host = await ApiHost.Start();
        using HttpClient client = host.NewClient();
        foreach (string path in (string[])["/api/segments", "/api/changes", "/api/changes/stream", "/api/customers/x", "/api/keys", "/api/session", "/metrics"])
        {
            await client.GetAsync(path).Problem(401);
        }
        await client.PostAsync("/hubs/live/negotiate", null).Problem(401);
        (await As(host, "wrong", "/api/segments")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<HttpStatusCode> As(ApiHost host, string token, string path)
    {
        using HttpClient client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await client.GetAsync(path);
        return answer.StatusCode;
    }
}
