using System.Text;
using System.Text.Json;
using Actors.Api.Json;
using Actors.Api.Tracking;
using Actors.Engine.Seam;

namespace Actors.Api.Tests.Tracking;

public sealed class BatchParsingTests
{
    private const string Valid = """
        {"batch":[{"type":"track","userId":"u\u00e9","event":"Order Completed","messageId":"m1","timestamp":"2026-01-02T03:04:05.678Z","properties":{"total":1.5e1,"list":[true,false,null,"x"]}},{"type":"page","anonymousId":"a","properties":{},"name":"n"}],"sentAt":"2026-01-02T03:04:06Z","context":{"library":{"name":"t"}},"writeKey":"k"}
        """;

    [Fact]
    public void A_context_and_sentAt_after_the_batch_reach_its_items()
    {
        ParsedItems parsed = Parsing.Read(Valid);
        parsed.Text(parsed.WriteKey).ShouldBe("k");
        IngestItem[] items = parsed.Items();
        items.Length.ShouldBe(2);
        items[0].Body.Json().ShouldEndWith(""","context":{"library":{"name":"t"}}}""");
        items[1].Body.Json().ShouldBe("""{"properties":{"name":"n"},"context":{"library":{"name":"t"}}}""");
        items.ShouldAllBe(i => Rfc3339.Format(i.SentAtMs) == "2026-01-02T03:04:06.000Z");
    }

    [Fact]
    public void An_items_own_context_and_sentAt_win()
    {
        IngestItem item = Parsing.Read(
            """
            {"context":{"ip":"1","os":"x"},"sentAt":"2026-01-01T00:00:00Z",
             "batch":[{"type":"track","userId":"a","event":"e","sentAt":"2026-01-02T00:00:00Z","context":{"ip":"2","locale":"fr"}}]}
            """).Items().ShouldHaveSingleItem();
        item.Body.Json().ShouldBe("""{"context":{"os":"x","ip":"2","locale":"fr"}}""");
        Rfc3339.Format(item.SentAtMs).ShouldBe("2026-01-02T00:00:00.000Z");
    }

    [Fact]
    public void Bad_items_are_told_and_the_good_ones_kept()
    {
        string big = new('x', TrackingLimits.EventBytesMax);
        ParsedItems parsed = Parsing.Read(
            $$"""
            {"batch":[
              {"type":"track","userId":"a","event":"one"},
              {"type":"track","userId":"a","messageId":"m-2"},
              7, null, [], "text",
              {"type":"track","userId":"a","event":"two","properties":{"deep":{"x":"\udead"},"after":[{}]} },
              {"userId":"a","event":"untyped"},
              {"type":"track","userId":"a","event":"huge","properties":{"x":"{{big}}" } },
              {"type":"identify","userId":"b","traits":{"x":1} }
            ]}
            """);
        parsed.Items().Select(i => i.Customer.ToString()).ShouldBe(["a", "b"]);
        parsed.Rejections.Select(r => (r.Index, r.MessageId, r.Pointer)).ShouldBe(
        [
            (1, "m-2", "/batch/1/event"),
            (2, null, "/batch/2"), (3, null, "/batch/3"), (4, null, "/batch/4"), (5, null, "/batch/5"),
            (6, null, "/batch/6/properties/deep/x"),
            (7, null, "/batch/7/type"),
            (8, null, "/batch/8"),
        ]);
    }

    [Fact]
    public void Every_cut_of_a_valid_body_is_malformed_and_says_where()
    {
        byte[] body = Encoding.UTF8.GetBytes(Valid);
        for (int cut = 0; cut < body.Length; cut++)
        {
            byte[] part = body[..cut];
            Should.Throw<JsonException>(() => Parsing.Read(part)).BytePositionInLine.ShouldNotBeNull();
        }
        Parsing.Read(body).Drafts.Count.ShouldBe(2);
    }

    [Fact]
    public void Any_single_damaged_byte_leaves_the_parser_sound()
    {
        byte[] body = Encoding.UTF8.GetBytes(Valid);
        var parser = new BatchParser();
        foreach (byte damage in "\0\"\\{}[],:x9-\u00ff"u8)
        {
            for (int at = 0; at < body.Length; at++)
            {
                byte[] damaged = [.. body];
                damaged[at] = damage;
                try
                {
                    parser.Read(damaged, CallKind.Batch, TrackingLimits.LatestMs);
                }
                catch (Exception exception) when (exception is JsonException or MalformedBodyException)
                {
                    continue;
                }
                (parser.Items.Drafts.Count + parser.Items.Rejections.Count).ShouldBeLessThanOrEqualTo(3);
            }
        }
        parser.Read(body, CallKind.Batch, TrackingLimits.LatestMs);
        parser.Items.Items()[1].Body.Json().ShouldBe("""{"properties":{"name":"n"},"context":{"library":{"name":"t"}}}""");
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{}", "/batch")]
    [InlineData("""{"batch":null}""", "/batch")]
    [InlineData("""{"batch":{}}""", "/batch")]
    [InlineData("""{"batch":[],"context":[]}""", "/context")]
    [InlineData("""{"batch":[],"context":{"a":"\ud800"}}""", "/context/a")]
    [InlineData("""{"batch":[],"sentAt":5}""", "/sentAt")]
    public void A_body_that_is_no_batch_is_refused_with_its_place(string json, string pointer) =>
        Should.Throw<MalformedBodyException>(() => Parsing.Read(json)).Pointer.ShouldBe(pointer);

    [Theory]
    [InlineData("""{"batch":[{"type":"track","userId":"a","event":"e","properties":{"x":NaN}}]}""")]
    [InlineData("""{"batch":[]} trailing""")]
    [InlineData("""{"batch":[],}""")]
    [InlineData("""{"batch":[] /* no comments */}""")]
    [InlineData("not json")]
    public void What_is_no_json_is_refused(string json) => Should.Throw<JsonException>(() => Parsing.Read(json));

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_with_their_place()
    {
        byte[] body = [.. "{\"batch\":[{\"x\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];
        Should.Throw<MalformedBodyException>(() => Parsing.Read(body)).Message.ShouldContain("byte 17");
    }

    [Fact]
    public void A_batch_is_read_without_garbage_per_event()
    {
        string call = """{"type":"track","userId":"ada","event":"Order Completed","messageId":"m","properties":{"total":1.5,"p":[{"sku":"a"}]}}""";
        byte[] body = Encoding.UTF8.GetBytes($"{{\"batch\":[{string.Join(',', Enumerable.Repeat(call, 100))}]}}");
        var parser = new BatchParser();
        parser.Read(body, CallKind.Batch, TrackingLimits.LatestMs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 20; n++)
        {
            parser.Read(body, CallKind.Batch, TrackingLimits.LatestMs);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000);
    }

    [Fact]
    public void Very_deep_json_is_refused_without_harm() =>
        Should.Throw<JsonException>(() => Parsing.Read("""{"batch":[""" + new string('[', 100_000)));
}
