using Actors.Api.Json;
using Actors.Api.Tracking;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Api.Tests.Tracking;

public sealed class CallParsingTests
{
    [Fact]
    public void A_track_call_becomes_an_event_with_its_document()
    {
        IngestItem item = Parsing.One(
            """
            {"userId":"ada","anonymousId":"anon-1","event":"Order Completed","messageId":"m-1",
             "timestamp":"2026-11-21T10:00:00.1239+01:00","sentAt":"2026-11-21T09:00:01Z",
             "properties":{"total":12.50,"products":[{"sku":"a"},{"sku":"é"}]},"context":{"ip":"::1"},
             "integrations":{"All":true},"somethingNew":[1,{"x":2}]}
            """, CallKind.Track);
        item.Kind.ShouldBe(RecordKind.Event);
        item.Customer.ToString().ShouldBe("ada");
        item.Customer.Utf8.Text().ShouldBe("u:ada");
        item.Event.Text().ShouldBe("Order Completed");
        (item.MessageId.Text(), item.HasMessageId).ShouldBe(("m-1", true));
        Rfc3339.Format(item.TimestampMs).ShouldBe("2026-11-21T09:00:00.123Z");
        Rfc3339.Format(item.SentAtMs).ShouldBe("2026-11-21T09:00:01.000Z");
        item.Source.Text().ShouldBe("shop");
        item.Body.Json().ShouldBe(
            """{"properties":{"total":12.5,"products":[{"sku":"a"},{"sku":"é"}]},"context":{"ip":"::1"},"anonymousId":"anon-1"}""");
    }

    [Fact]
    public void Without_a_userId_the_anonymous_id_is_the_address()
    {
        IngestItem item = Parsing.One("""{"anonymousId":"x","event":"Seen"}""", CallKind.Track);
        item.Customer.Utf8.Text().ShouldBe("a:x");
        item.Body.Json().ShouldBe("{}");
        (item.TimestampMs, item.SentAtMs).ShouldBe((IngestItem.NoTime, IngestItem.NoTime));
        item.HasMessageId.ShouldBeFalse();
        item.MessageId.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("""{"type":"page","name":"Home","category":"Shop","userId":"a","properties":{"url":"/"}}""")]
    [InlineData("""{"userId":"a","properties":{"url":"/"},"type":"page","name":"Home","category":"Shop"}""")]
    [InlineData("""{"name":"Home","userId":"a","properties":{"url":"/"},"category":"Shop","type":"page"}""")]
    [InlineData("""{"name":"Home","category":"Shop","userId":"a","properties":{"url":"/"},"type":"page"}""")]
    public void A_pages_name_and_category_become_properties_wherever_they_stand(string call)
    {
        IngestItem item = Parsing.Read($$"""{"batch":[{{call}}]}""").Items().ShouldHaveSingleItem();
        item.Event.Text().ShouldBe("Page Viewed");
        item.Body.Json().ShouldBe("""{"properties":{"name":"Home","category":"Shop","url":"/"}}""");
    }

    [Fact]
    public void A_pages_own_properties_win_over_its_name()
    {
        string call = """{"userId":"a","name":"Home","properties":{"name":"Own"}}""";
        Parsing.One(call, CallKind.Screen).Body.Json().ShouldBe("""{"properties":{"name":"Own"}}""");
        Parsing.One(call, CallKind.Screen).Event.Text().ShouldBe("Screen Viewed");
        Parsing.One("""{"userId":"a","name":"Home"}""", CallKind.Page).Body.Json().ShouldBe("""{"properties":{"name":"Home"}}""");
        Parsing.One("""{"userId":"a","event":"e","name":"n"}""", CallKind.Track).Body.Json().ShouldBe("{}");
    }

    [Fact]
    public void Identify_group_and_alias_keep_traits_and_ids()
    {
        IngestItem identify = Parsing.One("""{"userId":"a","anonymousId":"x","traits":{"city":"Lyon","age":null}}""", CallKind.Identify);
        identify.Kind.ShouldBe(RecordKind.Identify);
        identify.Body.Json().ShouldBe("""{"traits":{"city":"Lyon","age":null},"anonymousId":"x"}""");
        IngestItem group = Parsing.One("""{"userId":"a","groupId":"acme","traits":{"plan":"pro"}}""", CallKind.Group);
        group.Kind.ShouldBe(RecordKind.Group);
        group.Customer.Utf8.Text().ShouldBe("u:a");
        group.Body.Json().ShouldBe("""{"traits":{"plan":"pro"},"groupId":"acme"}""");
        IngestItem alias = Parsing.One("""{"userId":"new","previousId":"old"}""", CallKind.Alias);
        alias.Kind.ShouldBe(RecordKind.Alias);
        alias.Body.Json().ShouldBe("""{"previousId":"old"}""");
    }

    [Theory]
    [InlineData("42", "u:42")]
    [InlineData("-7", "u:-7")]
    [InlineData("9007199254740993000", "u:9007199254740993000")]
    public void A_whole_number_as_an_id_counts_as_its_text(string number, string address) =>
        Parsing.One($$"""{"userId":{{number}},"event":"e"}""", CallKind.Track).Customer.Utf8.Text().ShouldBe(address);

    [Theory]
    [InlineData("""{"userId":"","event":"e"}""", "/userId")]
    [InlineData("""{"userId":1.5,"event":"e"}""", "/userId")]
    [InlineData("""{"userId":true,"event":"e"}""", "/userId")]
    [InlineData("""{"userId":["a"],"event":"e"}""", "/userId")]
    [InlineData("""{"userId":{"a":1},"event":"e"}""", "/userId")]
    [InlineData("""{"userId":"a\u0000b","event":"e"}""", "/userId")]
    [InlineData("""{"userId":"\ud800","event":"e"}""", "/userId")]
    [InlineData("""{"event":"e"}""", "/userId")]
    [InlineData("""{"userId":null,"anonymousId":null,"event":"e"}""", "/userId")]
    [InlineData("""{"anonymousId":"","event":"e"}""", "/anonymousId")]
    [InlineData("""{"userId":"a"}""", "/event")]
    [InlineData("""{"userId":"a","event":""}""", "/event")]
    [InlineData("""{"userId":"a","event":3}""", "/event")]
    [InlineData("""{"userId":"a","event":"e","messageId":""}""", "/messageId")]
    [InlineData("""{"userId":"a","event":"e","messageId":7}""", "/messageId")]
    [InlineData("""{"userId":"a","event":"e","properties":"x"}""", "/properties")]
    [InlineData("""{"userId":"a","event":"e","properties":[]}""", "/properties")]
    [InlineData("""{"userId":"a","event":"e","properties":{"a":[1,{"b":"\ud800"}]}}""", "/properties/a/1/b")]
    [InlineData("""{"userId":"a","event":"e","context":1}""", "/context")]
    [InlineData("""{"userId":"a","event":"e","traits":1}""", "/traits")]
    [InlineData("""{"userId":"a","event":"e","type":"identify"}""", "/type")]
    [InlineData("""{"userId":"a","event":"e","type":"nonsense"}""", "/type")]
    [InlineData("""{"userId":"a","event":"e","type":1}""", "/type")]
    [InlineData("""{"userId":"a","event":"e","timestamp":1763719200000}""", "/timestamp")]
    [InlineData("""{"userId":"a","event":"e","timestamp":"yesterday"}""", "/timestamp")]
    [InlineData("""{"userId":"a","event":"e","timestamp":"2026-02-30T00:00:00Z"}""", "/timestamp")]
    [InlineData("""{"userId":"a","event":"e","timestamp":"0001-01-01T00:00:00Z"}""", "/timestamp")]
    [InlineData("""{"userId":"a","event":"e","timestamp":"9999-12-31T23:59:59Z"}""", "/timestamp")]
    [InlineData("""{"userId":"a","event":"e","sentAt":"soon"}""", "/sentAt")]
    public void A_wrong_field_is_named(string call, string pointer) =>
        Parsing.Rejected(call, CallKind.Track).Pointer.ShouldBe(pointer);

    [Fact]
    public void Ids_and_message_ids_have_a_longest_length()
    {
        string id = new('x', CustomerId.BytesMax - 2);
        Parsing.One($$"""{"userId":"{{id}}","event":"e"}""", CallKind.Track);
        Parsing.Rejected($$"""{"userId":"{{id}}x","event":"e"}""", CallKind.Track).Pointer.ShouldBe("/userId");
        string message = string.Concat(Enumerable.Repeat("é", 100));
        Parsing.One($$"""{"userId":"a","event":"e","messageId":"{{message}}"}""", CallKind.Track);
        Parsing.Rejected($$"""{"userId":"a","event":"e","messageId":"{{message}}é"}""", CallKind.Track).Pointer.ShouldBe("/messageId");
    }

    [Theory]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd")]
    [InlineData("\U0001F6D2 \U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F6D2 \U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("\\u0043af\\u0065\\u0301", "Caf\u00e9")]
    public void Names_of_events_are_normalized(string written, string read) =>
        Parsing.One($$"""{"userId":"a","event":"{{written}}"}""", CallKind.Track).Event.Text().ShouldBe(read);

    [Fact]
    public void Escaped_field_names_and_a_byte_order_mark_are_understood() =>
        Parsing.One("\uFEFF{\"user\\u0049d\":\"a\",\"event\":\"e\"}", CallKind.Track).Customer.Utf8.Text().ShouldBe("u:a");

    [Fact]
    public void A_deep_document_is_rejected_with_its_place()
    {
        string Deep(int depth) => string.Concat(Enumerable.Repeat("""{"a":""", depth)) + "1" + new string('}', depth);
        Parsing.One($$"""{"userId":"a","event":"e","properties":{{Deep(25)}}}""", CallKind.Track);
        Parsing.Rejected($$"""{"userId":"a","event":"e","properties":{{Deep(60)}}}""", CallKind.Track).Pointer.ShouldStartWith("/properties/a");
    }
}
