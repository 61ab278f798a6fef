using System.Text;
using Actors.Segmentation.Records;
using Actors.Server.Replay;

namespace Actors.Server.Tests.Replay;

public class ParsedBlockTests
{
    [Fact]
    public void Lines_become_items_in_their_order()
    {
        ParsedBlock block = Parse("""
            {"type":"identify","userId":"ann","traits":{"city":"Lyon"},"timestamp":"2024-01-01T00:00:00Z"}

            {"type":"track","anonymousId":"x","event":"Seen","timestamp":"2024-01-02T00:00:00Z","messageId":"m"}
            """);
        block.Lines.ShouldBe(2);
        block.Rejected.ShouldBeEmpty();
        block.Items.ToArray().Select(item => (item.Kind, item.Customer.ToString()))
            .ShouldBe([(RecordKind.Identify, "ann"), (RecordKind.Event, "a:x")]);
    }

    [Fact]
    public void What_is_no_call_is_told_by_its_line_and_leaves_its_neighbours_alone()
    {
        ParsedBlock block = Parse("""
            {"type":"track","userId":"1","event":"A"}
            {"type":"track","userId":"1","event":
            {"type":"track","userId":"1"}
            [1]
            {"type":"track","userId":"1","event":"B"} rubbish
            {"type":"track","userId":"1","event":"C"}
            """, firstLine: 11);
        block.Items.ToArray().Select(item => Encoding.UTF8.GetString(item.Event.Span)).ShouldBe(["A", "C"]);
        block.Rejected.Select(line => line.Line).ShouldBe([12, 13, 14, 15]);
        block.Rejected[1].Detail.ShouldContain("/event");
    }

    [Fact]
    public void Lines_of_a_mapped_file_are_told_by_the_files_own_lines()
    {
        var block = new ParsedBlock();
        block.Parse(new CallBlock("{}\n{}\n"u8.ToArray(), 1) { Origins = [40, 77] }, default);
        block.Rejected.Select(line => line.Line).ShouldBe([40, 77]);
    }

    private static ParsedBlock Parse(string text, long firstLine = 1)
    {
        var block = new ParsedBlock();
        block.Parse(new CallBlock(Encoding.UTF8.GetBytes(text), firstLine), default);
        return block;
    }
}
