using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Json;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Tests.Language;

public class TreeJsonTests
{
    [Fact]
    public void A_tree_is_served_with_its_places()
    {
        Condition tree = SegmentParser.Parse("count(\"X\" where paid in 30d) >= 2.5").Condition!;
        const string expected =
            """
            {"type":"compare","line":1,"column":1,"length":35,
            "left":{"type":"count","line":1,"column":1,"length":28,
            "events":{"type":"events","line":1,"column":7,"length":14,"name":"X",
            "where":{"type":"isTrue","line":1,"column":17,"length":4,
            "operand":{"type":"property","line":1,"column":17,"length":4,"path":["paid"]}}},
            "window":{"type":"in","line":1,"column":22,"length":6,
            "far":{"type":"duration","line":1,"column":25,"length":3,"count":30,"unit":"d"},"near":null}},
            "operator":">=","right":{"type":"number","line":1,"column":33,"length":3,"number":2.5}}
            """;
        Json(tree).ShouldBe(expected.ReplaceLineEndings(""));
    }

    [Fact]
    public void Every_form_is_read_back_from_its_json()
    {
        foreach (string text in ParserTests.Forms)
        {
            Condition tree = SegmentParser.Parse(text).Condition!;
            ParseResult read = Read(Json(tree));
            read.Errors.ShouldBeEmpty(text);
            read.Condition.ShouldBe(tree);
        }
    }

    [Fact]
    public void Random_trees_are_read_back_or_refused_by_their_types()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            Condition tree = new RandomTree(seed).Definition();
            ParseResult read = Read(Json(tree));
            if (read.Condition is not null) read.Condition.Equals(tree).ShouldBeTrue($"seed {seed}: {tree}");
            else read.Errors.ShouldAllBe(error => !error.Message.StartsWith("At $"));
        }
    }

    [Theory]
    [InlineData("1", "At $ of the tree: expected an object with a 'type'.")]
    [InlineData("{\"type\":\"trait\",\"path\":[\"a\"]}", "At $.type of the tree: expected the type of a Condition")]
    [InlineData("{\"type\":\"nto\"}", "did you mean not?")]
    [InlineData("{\"type\":\"not\"}", "At $.operand of the tree")]
    [InlineData("{\"type\":\"and\",\"terms\":[]}", "a list that is not empty")]
    [InlineData(
        "{\"type\":\"and\",\"terms\":[{\"type\":\"isTrue\",\"operand\":{\"type\":\"trait\",\"path\":[\"a\"]}}]}",
        "gives back")]
    [InlineData("{\"type\":\"isTrue\",\"operand\":{\"type\":\"trait\",\"path\":[\"a\",1]}}", "At $.operand.path[1]")]
    [InlineData("{\"type\":\"isTrue\",\"operand\":{\"type\":\"trait\",\"path\":[\"\\ud800\"]}}", "surrogate")]
    [InlineData("{\"type\":\"isTrue\",\"operand\":{\"type\":\"property\",\"path\":[\"a\"]}}", "found 'a'")]
    [InlineData(
        "{\"type\":\"isTrue\",\"operand\":{\"type\":\"date\",\"date\":\"2026-01-01T00:00:00Z\"}}", "a date such as")]
    [InlineData("{\"type\":\"member\",\"segment\":\"a/b/c\"}", "At $.segment")]
    public void Json_that_is_no_tree_is_refused_with_its_path(string json, string part) =>
        Read(json).Errors.ShouldHaveSingleItem().Message.ShouldContain(part);

    private static string Json(Condition tree)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options)) TreeWriter.Write(writer, tree);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ParseResult Read(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1_000 });
        return TreeReader.Read(document.RootElement);
    }
}
