using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Api.Tests.Segments;

/// <summary>A customer of whom a rule would have to keep more than a state can hold.</summary>
public sealed class FailingSegmentTests
{
    [Fact]
    public async Task A_segment_that_cannot_be_decided_says_so_and_the_others_go_on()
    {
        await using ApiHost host = await ApiHost.Start();
        (await host.Put("/api/segments/hoarders", """{"when":"last(\"Seen\".text in 300d) == \"x\""}""").Json(HttpStatusCode.Created))["failing"].ShouldBeNull();
        await host.Put("/api/segments/seen", """{"when":"count(\"Seen\") >= 40"}""").Json(HttpStatusCode.Created);
        for (int i = 1; i <= 40; i++)
        {
            (await host.Runtime.Ingress.Send(new[] { Seen(i) })).Accepted.ShouldBe(1);
        }
        await host.Track("track", """{"userId":"bob","event":"Seen","properties":{"text":"y"}}""").Json();
        (await host.Get("/api/customers/ann"))["memberships"]!.AsArray().Select(m => m!.Text("segment")).ShouldBe(["seen"]);

        JsonNode failing = await Failing(host, "/api/segments/hoarders");
        failing["count"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(1);
        failing.Text("customer").ShouldBe("ann");
        failing.Text("error").ShouldContain("StateOverflowException");
        (await host.Get("/api/segments/seen"))["failing"].ShouldBeNull();
        JsonNode preview = await host.Send(
            HttpMethod.Post, "/api/segments:preview?wait=60s", """{"when":"not (last(\"Seen\".text where has(text) in 299d) == \"x\") and not (trait.gone)"}""").Json();
        (preview.Text("state"), preview.Text("count"), preview.Text("low"), preview.Text("high")).ShouldBe(("exact", "2", "2", "2"));
        (preview.Text("looked"), preview.Text("failed"), preview.Text("failures", 0, "customerId")).ShouldBe(("2", "1", "ann"));
        preview.Text("failures", 0, "error").ShouldContain("StateOverflowException");

        // More than one read may replay; nobody's current state is concerned.
        string at = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        SpinWait.SpinUntil(() => DateTimeOffset.UtcNow > DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).AddMilliseconds(1));
        await host.Track("track", """{"userId":"ann","event":"Seen","properties":{"text":"z"}}""").Json();
        (await host.Client.GetAsync($"/api/customers/ann?at={at}").Problem(422)).Text("detail").ShouldContain("too long to be replayed");
        (await host.Client.GetStringAsync("/metrics")).ShouldMatch("(?m)^actors_rule_failures_total [1-9]");
    }

    /// <summary>Segments hear of their partitions about once a second.</summary>
    private static async Task<JsonNode> Failing(ApiHost host, string path)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        JsonNode? failing = null;
        for (int tries = 0; failing is null && tries < 100; tries++)
        {
            await pause.WaitForNextTickAsync();
            failing = (await host.Get(path))["failing"];
        }
        return failing.ShouldNotBeNull();
    }

    private static IngestItem Seen(int n)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($$"""{"properties":{"text":"{{n}} {{new string('x', 1_000_000)}}"} }"""));
        reader.Read();
        var body = new ArrayBufferWriter<byte>();
        DocWriter.TryWrite(ref reader, body, out _).ShouldBeTrue();
        return new IngestItem(
            RecordKind.Event, CustomerId.User("ann"), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 100 + n, IngestItem.NoTime, "Seen"u8.ToArray(), Encoding.UTF8.GetBytes($"m{n}"),
            "web"u8.ToArray(), body.WrittenMemory, HasMessageId: true);
    }
}
