using System.Text;
using Actors.Server.Import.Csv;

namespace Actors.Server.Tests.Import;

public class CsvReaderTests
{
    [Fact]
    public void Quotes_hold_delimiters_line_breaks_and_doubled_quotes()
    {
        Rows("a,b\r\n\"x,1\",\"say \"\"hi\"\"\r\nthere\"\r\nlast,\r\n").ShouldBe(
            [(1, "a|b"), (2, "x,1|say \"hi\"\r\nthere"), (4, "last|")]);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name()
    {
        byte[] bytes = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes("né,b\n")];
        Rows(bytes, CsvOptions.Default).ShouldBe([(1, "né|b")]);
    }

    [Fact]
    public void Latin_1_is_read_when_it_is_named()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("Orléans;1\n");
        Rows(bytes, new(Encoding.Latin1, ';')).ShouldBe([(1, "Orléans|1")]);
    }

    [Fact]
    public void Latin_1_taken_for_utf_8_is_an_error_that_names_the_way_out()
    {
        var error = Should.Throw<CsvFormatException>(() =>
            Rows(Encoding.Latin1.GetBytes("a,b\nOrléans,1\n"), CsvOptions.Default));
        error.Message.ShouldContain("latin-1");
    }

    [Fact]
    public void A_quote_never_closed_is_told_by_the_line_that_opened_it() =>
        Should.Throw<CsvFormatException>(() => Rows("a,b\n1,2\n3,\"4\n5,6\n")).Line.ShouldBe(3);

    [Theory]
    [InlineData("a,b\n1,2\"x\n", 2)]
    [InlineData("a,b\n\"1\"2,3\n", 2)]
    public void A_quote_out_of_place_is_told_by_its_line(string text, long line) =>
        Should.Throw<CsvFormatException>(() => Rows(text)).Line.ShouldBe(line);

    [Fact]
    public void Fields_longer_than_any_buffer_come_whole()
    {
        string plain = new('x', 200_000);
        string quoted = string.Concat(Enumerable.Repeat("y\"\"\n", 50_000));
        List<(long, string)> rows = Rows($"{plain},\"{quoted}\"\nend,1\n");
        rows[0].Item2.ShouldBe(plain + "|" + quoted.Replace("\"\"", "\""));
        rows[1].ShouldBe((50_002, "end|1"));
    }

    [Fact]
    public void The_last_line_needs_no_line_feed() => Rows("a,b\n1,2").ShouldBe([(1, "a|b"), (2, "1|2")]);

    private static List<(long, string)> Rows(string text) => Rows(Encoding.UTF8.GetBytes(text), CsvOptions.Default);

    private static List<(long, string)> Rows(byte[] bytes, CsvOptions options)
    {
        using var reader = new CsvReader(new MemoryStream(bytes), options);
        var rows = new List<(long, string)>();
        while (reader.Read() is { } row)
        {
            rows.Add((row.Line, string.Join('|', row.Fields)));
        }
        return rows;
    }
}
