using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Tests.Values;

public class DocTests
{
    private static ArrayBufferWriter<byte> Write(string json, out DocError? error)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = 64 });
        reader.Read();
        ArrayBufferWriter<byte> doc = new();
        DocWriter.TryWrite(ref reader, doc, out error);
        return doc;
    }

    private static string Json(ReadOnlySpan<byte> doc)
    {
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            DocJson.Write(doc, writer);
        }
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[true,false,null,[],{}]")]
    [InlineData("""{"a":1,"b":-2.5,"c":"text","d":{"e":[1,2,3]},"f":0}""")]
    [InlineData("123456789012345678901234")]
    [InlineData("1e400")]
    [InlineData("""{"é":"\"quoted\" ✓ 漢字"}""")]
    public void A_document_reads_back_as_the_json_it_was_made_from(string json) =>
        Json(Write(json, out _).WrittenSpan).ShouldBe(json);

    [Fact]
    public void A_long_object_within_objects_keeps_its_members()
    {
        string json = $$"""{"a":{"b":["{{new string('x', 300)}}",{"c":"{{new string('y', 70000)}}"}]},"z":1}""";
        Json(Write(json, out _).WrittenSpan).ShouldBe(json);
    }

    [Fact]
    public void The_last_of_a_repeated_key_wins() =>
        Json(Write("""{"a":1,"b":{"a":5,"a":{"a":6}},"a":[2],"c":3,"b":4}""", out _).WrittenSpan).ShouldBe("""{"a":[2],"c":3,"b":4}""");

    [Fact]
    public void Numbers_are_rounded_half_even_to_millionths() =>
        Json(Write("[0.1234565,0.1234575,1.0,1e-7,2.50]", out _).WrittenSpan).ShouldBe("[0.123456,0.123458,1,0,2.5]");

    [Fact]
    public void Texts_and_keys_become_form_C()
    {
        Json(Write("{\"e\\u0301\":\"A\u030A\u1112\u1161\u11AB\"}", out _).WrittenSpan).ShouldBe("{\"é\":\"Å한\"}");
        Nfc.Normalize("q\u0307\u0323").ShouldBe("q\u0323\u0307");
        Nfc.Normalize("\u212B \u2126 \u0958").ShouldBe("\u00C5 \u03A9 \u0915\u093C");
        Nfc.Normalize("\u1E0B\u0323").ShouldBe("\u1E0D\u0307");
    }

    [Fact]
    public void Too_deep_a_value_is_refused_with_its_place()
    {
        Write("{\"a\":[1," + new string('[', 40) + new string(']', 40) + "]}", out DocError? error).WrittenCount.ShouldBe(0);
        error!.Pointer.ShouldStartWith("/a/1/0");
        error.Detail.ShouldContain("32");
    }

    [Fact]
    public void A_lone_surrogate_is_refused_with_its_place()
    {
        Write("""{"a":{"b":["x","\ud800"]}}""", out DocError? error).WrittenCount.ShouldBe(0);
        error!.Pointer.ShouldBe("/a/b/1");
    }

    [Fact]
    public void A_builder_puts_parts_together()
    {
        byte[] part = Write("""{"x":[1,"two"]}""", out _).WrittenSpan.ToArray();
        DocBuilder builder = new();
        builder.BeginObject();
        builder.Key("properties"u8);
        builder.Copy(part);
        builder.Key("list"u8);
        builder.BeginList();
        builder.Number(Amount.FromInteger(7));
        builder.Text("seven"u8);
        builder.Boolean(true);
        builder.Null();
        builder.EndList();
        builder.EndObject();
        Json(builder.Written.Span).ShouldBe("""{"properties":{"x":[1,"two"]},"list":[7,"seven",true,null]}""");
        DocValue doc = new(builder.Written.Span);
        doc["properties"u8]["x"u8].Kind.ShouldBe(DocKind.List);
        doc["nothing"u8]["x"u8].Kind.ShouldBe(DocKind.Missing);
        doc["list"u8]["x"u8].Kind.ShouldBe(DocKind.Missing);
    }
}
