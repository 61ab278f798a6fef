using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Access;

public sealed class SessionTests
{
    [Fact]
    public async Task The_dashboard_signs_in_with_a_token_and_out_again()
    {
        await using ApiHost host = await ApiHost.Start();
        string cookie = await SignIn(host, ApiHost.AdminToken);
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        string pair = cookie.Split(';')[0];
        JsonNode session = await Get(host, "/api/session", pair).Json();
        (session.Text("role"), session.Text("open")).ShouldBe(("admin", "false"));
        await Get(host, "/api/segments", pair).Json();
        await Send(host, HttpMethod.Delete, "/api/session", pair);
        await Get(host, "/api/segments", pair).Problem(401);
    }

    [Fact]
    public async Task A_wrong_token_or_a_write_key_does_not_sign_in()
    {
        await using ApiHost host = await ApiHost.Start();
        foreach (string token in (string[])["wrong", "", ApiHost.WriteKey])
        {
            await host.NewClient().PostAsync("/api/session", Token(token)).Problem(401);
        }
    }

    [Fact]
    public async Task A_session_ends_with_the_token_that_opened_it()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode made = await host.Send(HttpMethod.Post, "/api/keys", """{"name":"k","role":"viewer"}""").Json(HttpStatusCode.Created);
        string pair = (await SignIn(host, made.Text("secret"))).Split(';')[0];
        await Get(host, "/api/segments", pair).Json();
        (await host.Client.DeleteAsync("/api/keys/" + made.Text("id"))).Dispose();
        await Get(host, "/api/segments", pair).Problem(401);
    }

    [Fact]
    public async Task A_session_outlives_a_restart_but_not_its_time()
    {
        var options = new ActorsApiOptions { AdminToken = ApiHost.AdminToken };
        ApiHost first = await ApiHost.Start(options);
        string pair = (await SignIn(first, ApiHost.AdminToken)).Split(';')[0];
        await first.DisposeAsync();
        await using (ApiHost second = await ApiHost.Start(options, store: first.Store))
        {
            await Get(second, "/api/session", pair).Json();
        }
        await using ApiHost brief = await ApiHost.Start(options with { SessionLifetime = TimeSpan.Zero });
        pair = (await SignIn(brief, ApiHost.AdminToken)).Split(';')[0];
        await Get(brief, "/api/session", pair).Problem(401);
    }

    [Fact]
    public async Task A_cookie_from_a_page_of_another_origin_counts_for_nothing()
    {
        await using ApiHost host = await ApiHost.Start();
        string pair = (await SignIn(host, ApiHost.AdminToken)).Split(';')[0];
        await Get(host, "/api/session", pair, "http://127.0.0.1:1").Problem(401);
        await Get(host, "/api/session", pair, host.Address.GetLeftPart(UriPartial.Authority)).Json();
    }

    [Fact]
    public async Task An_open_server_needs_no_token_but_serves_its_own_machine_only()
    {
        await using ApiHost host = await ApiHost.Start(new ActorsApiOptions { OpenLoopback = true });
        using HttpClient client = host.NewClient();
        JsonNode session = await client.GetAsync("/api/session").Json();
        (session.Text("role"), session.Text("open")).ShouldBe(("admin", "true"));
        await client.PostAsync("/v1/track", new StringContent("""{"userId":"a","event":"e"}""", Encoding.UTF8, "application/json")).Json();
        await Get(host, "/api/segments", null, "https://evil.example").Problem(403);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/segments");
        rebound.Headers.Host = "evil.example";
        await client.SendAsync(rebound).Problem(403);
    }

    private static async Task<string> SignIn(ApiHost host, string token)
    {
        using HttpClient client = host.NewClient();
        using HttpResponseMessage answer = await client.PostAsync("/api/session", Token(token));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return answer.Headers.GetValues("Set-Cookie").Single();
    }

    private static StringContent Token(string token) =>
        new(new JsonObject { ["token"] = token }.ToJsonString(), Encoding.UTF8, "application/json");

    private static Task<HttpResponseMessage> Get(ApiHost host, string path, string? cookie, string? origin = null) =>
        Send(host, HttpMethod.Get, path, cookie, origin);

    private static async Task<HttpResponseMessage> Send(ApiHost host, HttpMethod method, string path, string? cookie, string? origin = null)
    {
        using HttpClient client = host.NewClient();
        using var request = new HttpRequestMessage(method, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
        return await client.SendAsync(request);
    }
}
