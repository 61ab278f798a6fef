using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.CloudEvents;

public sealed class CloudEventTests
{
    private const string Event =
        """{"specversion":"1.0","id":"1","source":"/shop","type":"Seen","subject":"ada","time":"2026-11-21T10:00:00Z","data":{"n":1},"ext":[]}""";

    [Fact]
    public async Task One_event_and_a_batch_are_taken_and_repeats_are_known()
    {
        await using ApiHost host = await ApiHost.Start();
        await Send(host, Event).Json();
        await Send(host, Event).Json();
        host.Runtime.Health.Counters.Duplicates.ShouldBe(1);
        JsonNode answer = await Send(host, $"[{Event.Replace("\"1\"", "\"2\"")},{Event.Replace("\"ada\"", "\"\"").Replace("\"1\"", "\"3\"")},4]", batch: true).Json();
        answer["rejected"]!.AsArray().Select(r => r!.Text("pointer")).ShouldBe(["/1/subject", "/2"]);
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(2);
        JsonNode customer = await host.Get("/api/customers/ada");
        customer.Text("lastEvents", 0, "event").ShouldBe("Seen");
        customer.Text("lastEvents", 0, "messageId").ShouldBe("/shop#2");
        customer.Text("lastEvents", 0, "properties", "n").ShouldBe("1");
    }

    [Theory]
    [InlineData("\"specversion\":\"1.0\",", "", "/specversion")]
    [InlineData("\"1.0\"", "\"0.3\"", "/specversion")]
    [InlineData("\"id\":\"1\",", "", "/id")]
    [InlineData("\"/shop\"", "\"\"", "/source")]
    [InlineData("\"Seen\"", "7", "/type")]
    [InlineData("\"subject\":\"ada\",", "", "/subject")]
    [InlineData("\"ada\"", "\"g:acme\"", "/subject")]
    [InlineData("\"2026-11-21T10:00:00Z\"", "\"now\"", "/time")]
    [InlineData("\"data\":{\"n\":1}", "\"data\":\"x\"", "/data")]
    [InlineData("\"data\":{\"n\":1}", "\"data_base64\":\"eA==\"", "/data_base64")]
    public async Task A_wrong_attribute_is_named(string what, string by, string pointer)
    {
        await using ApiHost host = await ApiHost.Start();
        (await Send(host, Event.Replace(what, by)).Pointers(400)).ShouldBe([pointer]);
    }

    [Fact]
    public async Task Other_content_types_and_broken_json_are_refused()
    {
        await using ApiHost host = await ApiHost.Start();
        await host.Track("events", Event).Problem(415);
        await Send(host, Event[..^1]).Problem(400);
        await Send(host, Event, batch: true).Problem(400);
        using HttpResponseMessage noKey = await host.Send(HttpMethod.Post, "/v1/events", Content(Event, "application/cloudevents+json"), "wrong");
        noKey.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<HttpResponseMessage> Send(ApiHost host, string json, bool batch = false) =>
        host.Send(HttpMethod.Post, "/v1/events", Content(json, $"application/cloudevents{(batch ? "-batch" : "")}+json"), ApiHost.WriteKey);

    private static StringContent Content(string json, string type) => new(json, Encoding.UTF8, type);
}
