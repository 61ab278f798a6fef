using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;
using Actors.EventLog;
using Actors.EventLog.Memory;

namespace Actors.Api.Tests.Access;

/// <summary>Keys and sessions where several processes serve one store.</summary>
public sealed class SharedAccessTests
{
    private static readonly ActorsApiOptions Shared = new()
    {
        WriteKey = ApiHost.WriteKey,
        AdminToken = ApiHost.AdminToken,
        AccessFollow = TimeSpan.FromMilliseconds(20),
    };

    [Fact]
    public async Task A_key_made_at_one_is_good_at_another_at_once_and_revoked_soon()
    {
        var store = new MemoryEventStore(new FolderCreation(2));
        await using ApiHost one = await ApiHost.Start(Shared, store: store);
        await using ApiHost other = await ApiHost.Start(Shared, store: store);
        JsonNode made = await one.Send(HttpMethod.Post, "/api/keys", """{"name":"k","role":"viewer"}""").Json(HttpStatusCode.Created);
        (await As(other, made.Text("secret"))).ShouldBe(HttpStatusCode.OK);
        (await one.Client.DeleteAsync("/api/keys/" + made.Text("id"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        HttpStatusCode seen;
        do
        {
            seen = await As(other, made.Text("secret"));
        }
        while (seen == HttpStatusCode.OK);
        seen.ShouldBe(HttpStatusCode.Unauthorized);
        (await As(other, ApiHost.AdminToken)).ShouldBe(HttpStatusCode.OK);
        (await As(other, "nobody's")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_signs_in_at_one_is_signed_in_at_another()
    {
        var store = new MemoryEventStore(new FolderCreation(2));
        await using ApiHost one = await ApiHost.Start(Shared, store: store);
        await using ApiHost other = await ApiHost.Start(Shared, store: store);
        using HttpResponseMessage opened = await one.Send(HttpMethod.Post, "/api/session", $$"""{"token":"{{ApiHost.AdminToken}}"}""");
        opened.StatusCode.ShouldBe(HttpStatusCode.OK);
        string cookie = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using HttpClient browser = other.NewClient();
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        using HttpResponseMessage seen = await browser.GetAsync("/api/session");
        seen.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_secret_in_a_body_is_good_at_another_at_once_too()
    {
        var store = new MemoryEventStore(new FolderCreation(2));
        // Nothing but the request itself makes the other look.
        ActorsApiOptions seldom = Shared with { AccessFollow = TimeSpan.FromHours(1) };
        await using ApiHost one = await ApiHost.Start(seldom, store: store);
        await using ApiHost other = await ApiHost.Start(seldom, store: store);
        using HttpClient anybody = other.NewClient();
        JsonNode viewer = await one.Send(HttpMethod.Post, "/api/keys", """{"name":"v","role":"viewer"}""").Json(HttpStatusCode.Created);
        await anybody.PostAsJsonAsync("/api/session", new { token = viewer.Text("secret") }).Json();
        await anybody.PostAsJsonAsync("/api/session", new { token = "nobody's" }).Problem(401);
        JsonNode writer = await one.Send(HttpMethod.Post, "/api/keys", """{"name":"w","role":"write"}""").Json(HttpStatusCode.Created);
        await anybody.PostAsJsonAsync("/v1/track", new { userId = "ada", @event = "Seen", writeKey = writer.Text("secret") }).Json();
        await anybody.PostAsJsonAsync("/v1/track", new { userId = "ada", @event = "Seen", writeKey = "nobody's" }).Problem(401);
    }

    private static async Task<HttpStatusCode> As(ApiHost host, string token)
    {
        using HttpClient client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await client.GetAsync("/api/segments");
        return answer.StatusCode;
    }
}
