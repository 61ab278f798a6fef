using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;
using Actors.Api.Tracking;
using Actors.Embedded.Runtime;

namespace Actors.Api.Tests.Tracking;

public sealed class TrackingHttpTests
{
    private const string Call = """{"userId":"ada","event":"Seen","properties":{"n":1}}""";

    [Theory]
    [InlineData("track", Call)]
    [InlineData("page", """{"userId":"ada","name":"Home"}""")]
    [InlineData("screen", """{"anonymousId":"x"}""")]
    [InlineData("identify", """{"userId":"ada","traits":{"city":"Lyon"}}""")]
    [InlineData("group", """{"userId":"ada","groupId":"acme"}""")]
    [InlineData("alias", """{"userId":"ada","previousId":"x"}""")]
    [InlineData("batch", """{"batch":[{"type":"track","userId":"ada","event":"Seen"}]}""")]
    public async Task Every_call_is_taken_and_answered_as_clients_expect(string call, string body)
    {
        await using ApiHost host = await ApiHost.Start();
        (await host.Track(call, body).Json()).ToJsonString().ShouldBe("""{"success":true}""");
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(1);
    }

    [Fact]
    public async Task The_write_key_comes_as_Basic_user_as_Bearer_or_in_the_body()
    {
        await using ApiHost host = await ApiHost.Start();
        using HttpClient client = host.NewClient();
        await host.Track("track", Call).Json();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiHost.WriteKey);
        await Post(client, Call).Json();
        client.DefaultRequestHeaders.Authorization = null;
        await Post(client, Call[..^1] + ""","writeKey":"wk-test"}""").Json();
        await Post(client, Call).Problem(401);
        await Post(client, Call[..^1] + ""","writeKey":"wrong"}""").Problem(401);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiHost.AdminToken);
        await Post(client, Call).Problem(401);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "%%%");
        await Post(client, Call).Problem(401);
        host.Log.Lines.ShouldNotContain(l => l.Contains("wk-test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_keeps_its_good_items_and_tells_of_the_bad_ones()
    {
        await using ApiHost host = await ApiHost.Start();
        JsonNode answer = await host.Track("batch",
            """{"batch":[{"type":"track","userId":"a","event":"e"},{"type":"track","userId":"","event":"e","messageId":"m"},3]}""").Json();
        answer["success"]!.GetValue<bool>().ShouldBeTrue();
        JsonArray rejected = answer["rejected"]!.AsArray();
        rejected.Select(r => (r!.Text("index"), r!.Text("pointer"))).ShouldBe([("1", "/batch/1/userId"), ("2", "/batch/2")]);
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(1);
    }

    [Fact]
    public async Task A_single_bad_call_is_a_problem_that_names_the_field()
    {
        await using ApiHost host = await ApiHost.Start();
        (await host.Track("track", """{"userId":"ada"}""").Pointers(400)).ShouldBe(["/event"]);
        (await host.Track("track", """{"userId":"ada",""").Problem(400)).Text("errors", 0, "detail").ShouldContain("line 1, byte 16");
        (await host.Track("batch", "[]").Pointers(400)).ShouldBe([""]);
        await host.Track("track", "").Problem(400);
        await host.Track("track", Call, "application/xml").Problem(415);
        await host.Track("track", Call, "text/plain").Json();
    }

    [Fact]
    public async Task A_message_sent_again_has_no_effect_and_the_same_answer()
    {
        await using ApiHost host = await ApiHost.Start();
        string call = """{"userId":"ada","event":"e","messageId":"once"}""";
        await host.Track("track", call).Json();
        (await host.Track("track", call).Json()).ToJsonString().ShouldBe("""{"success":true}""");
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(1);
        host.Runtime.Health.Counters.Duplicates.ShouldBe(1);
    }

    [Fact]
    public async Task Too_large_a_call_or_batch_is_refused()
    {
        await using ApiHost host = await ApiHost.Start();
        string pad = new('x', TrackingLimits.EventBytesMax);
        await host.Track("track", Call[..^1] + $",\"x\":\"{pad}\"}}").Problem(413);
        string items = string.Join(',', Enumerable.Repeat("""{"type":"track","userId":"a","event":"e"}""", 20_000));
        await host.Track("batch", $"{{\"batch\":[{items}]}}").Problem(413);
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(0);
    }

    [Fact]
    public async Task Gzip_bodies_are_inflated_within_bounds()
    {
        await using ApiHost host = await ApiHost.Start();
        await Zipped(host, "track", Gzip(Call)).Json();
        await Zipped(host, "track", Gzip(Call[..^1] + new string(' ', 40_000) + "}")).Problem(413);
        await Zipped(host, "batch", Gzip(new string(' ', 50_000_000))).Problem(413);
        byte[] whole = Gzip(Call);
        for (int cut = 0; cut < whole.Length - 16; cut++)
        {
            await Zipped(host, "track", whole[..cut]).Problem(400);
        }
        byte[] damaged = [.. whole];
        damaged[^6] ^= 0xFF;
        await Zipped(host, "track", damaged).Problem(400);
        await Zipped(host, "track", [1, 2, 3]).Problem(400);
        await Zipped(host, "track", whole, "br").Problem(415);
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(1);
    }

    [Fact]
    public async Task Without_room_the_answer_is_429_and_nothing_is_taken()
    {
        await using ApiHost host = await ApiHost.Start(embedded: new EmbeddedOptions { Lanes = 1, RoomPerPartition = 4 });
        string items = string.Join(',', Enumerable.Repeat("""{"type":"track","userId":"a","event":"e"}""", 4));
        host.Store.Faults.Hold();
        Task<HttpResponseMessage> first = host.Track("batch", $"{{\"batch\":[{items}]}}");
        await Answers.Eventually(() => Task.FromResult(host.Store.Faults.WaitingCount), waiting => waiting > 0);
        using HttpResponseMessage answer = await host.Track("track", """{"userId":"a","event":"e"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(1);
        await Task.FromResult(answer).Problem(429);
        host.Store.Faults.Release();
        await first.Json();
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(4);
    }

    [Fact]
    public async Task A_full_disk_is_a_503_and_the_same_message_is_taken_later()
    {
        await using ApiHost host = await ApiHost.Start();
        string call = """{"userId":"ada","event":"e","messageId":"later"}""";
        host.Store.Faults.DiskFull = true;
        using (HttpResponseMessage answer = await host.Track("track", call))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }
        host.Store.Faults.DiskFull = false;
        await Answers.Eventually(async () => (await host.Track("track", call)).StatusCode, s => s == HttpStatusCode.OK);
        (await host.Get("/api/customers/ada"))["lastEvents"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_key_that_sends_too_fast_is_told_to_wait()
    {
        await using ApiHost host = await ApiHost.Start(new ActorsApiOptions
        {
            WriteKey = ApiHost.WriteKey,
            AdminToken = ApiHost.AdminToken,
            TrackingRequestsPerSecond = 1,
        });
        await host.Track("track", Call).Json();
        await host.Track("track", Call).Json();
        await host.Track("track", Call).Problem(429);
    }

    [Fact]
    public async Task Ids_of_all_scripts_come_back_as_they_were_sent()
    {
        await using ApiHost host = await ApiHost.Start();
        string[] ids = ["é", "e\u0301", "שלום", "\u202Eevil", "👨‍👩‍👧", "a/b", "a%2Fb", "a b", "u:x", "a:x", "?#&", "..", "日本", new string('x', 500)];
        foreach (string id in ids)
        {
            var call = new JsonObject { ["userId"] = id, ["event"] = "e" };
            await host.Track("track", call.ToJsonString()).Json();
        }
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(ids.Length);
        foreach (string id in ids.Except([".."]))
        {
            string asked = id.Length > 1 && id[1] == ':' ? "u:" + id : id;
            JsonNode customer = await host.Get("/api/customers/" + Uri.EscapeDataString(asked));
            customer.Text("id").ShouldBe(asked);
        }
    }

    [Fact]
    public async Task A_virtual_server_refuses_what_is_far_ahead_of_its_time()
    {
        await using ApiHost host = await ApiHost.Start(virtualTime: true);
        string At(string time) => $$"""{"userId":"a","event":"e","timestamp":"{{time}}"}""";
        await host.Track("track", At("2026-01-01T00:00:00Z")).Json();
        await host.Track("track", At("2026-01-31T00:00:00Z")).Json();
        (await host.Track("track", At("2026-03-04T00:00:00Z")).Pointers(400)).ShouldBe(["/timestamp"]);
    }

    [Fact]
    public async Task Web_pages_of_allowed_origins_may_send_and_others_may_not()
    {
        await using ApiHost open = await ApiHost.Start(new ActorsApiOptions
        {
            WriteKey = ApiHost.WriteKey,
            AdminToken = ApiHost.AdminToken,
            TrackingOrigins = ["https://shop.example"],
        });
        (await Preflight(open, "https://shop.example")).ShouldBe("https://shop.example");
        (await Preflight(open, "https://evil.example")).ShouldBeNull();
        await using ApiHost closed = await ApiHost.Start();
        (await Preflight(closed, "https://shop.example")).ShouldBeNull();
    }

    private static async Task<string?> Preflight(ApiHost host, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/track");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        using HttpResponseMessage answer = await host.Client.SendAsync(request);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out IEnumerable<string>? values) ? values.Single() : null;
    }

    private static async Task<HttpResponseMessage> Post(HttpClient client, string json) =>
        await client.PostAsync("/v1/track", new StringContent(json, Encoding.UTF8, "application/json"));

    private static Task<HttpResponseMessage> Zipped(ApiHost host, string call, byte[] body, string encoding = "gzip")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        return host.Send(HttpMethod.Post, "/v1/" + call, content, ApiHost.WriteKey);
    }

    private static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        return memory.ToArray();
    }
}
