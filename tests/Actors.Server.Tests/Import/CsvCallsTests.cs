using System.Text;
using Actors.Server.Import;
using Actors.Server.Import.Expressions;

namespace Actors.Server.Tests.Import;

public sealed class CsvCallsTests : IDisposable
{
    private const string OneCallPerRow = """
        calls:
          - { type: track, event: Seen, userId: =id, timestamp: '=date(day, "dd/MM/yyyy HH:mm")', properties: { n: =number(n), shop: Lyon, open: true, rank: 3 } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("actors-csv-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Constants_keep_their_type_and_empty_cells_are_left_out()
    {
        Calls("id,day,n\n7,01/03/2024 10:00,\n8,02/03/2024 10:00,2.50\n", OneCallPerRow).ShouldBe(
        [
            """{"type":"track","userId":"7","event":"Seen","timestamp":"2024-03-01T10:00:00.000Z","properties":{"shop":"Lyon","open":true,"rank":3}}""",
            """{"type":"track","userId":"8","event":"Seen","timestamp":"2024-03-02T10:00:00.000Z","properties":{"n":2.50,"shop":"Lyon","open":true,"rank":3}}""",
        ]);
    }

    [Fact]
    public void Local_times_are_read_in_the_mappings_zone_with_the_gap_moved_forward()
    {
        string[] calls = Calls("id,day,n\n1,01/07/2024 10:00,1\n1,31/03/2024 02:30,1\n",
            "zone: Europe/Paris\n" + OneCallPerRow);
        calls[0].ShouldContain("2024-07-01T08:00:00.000Z");
        calls[1].ShouldContain("2024-03-31T01:30:00.000Z");
    }

    [Fact]
    public void Rows_of_one_order_become_one_call_with_its_products()
    {
        string call = Calls(
            "order,who,day,sku,qty,price\nA,1,2024-03-01,x,2,1.25\nA,1,2024-03-01,y,1,3\n",
            """
            group: { by: order }
            calls:
              - type: track
                event: Order Completed
                userId: =who
                messageId: ="order-" & order
                timestamp: =date(day)
                properties:
                  revenue: =sum(qty * price)
                  lines: =count()
                  products: { '=each row': { sku: =sku, price: =number(price) } }
            """).ShouldHaveSingleItem();
        call.ShouldBe("""{"type":"track","userId":"1","messageId":"order-A","event":"Order Completed","timestamp":"2024-03-01T00:00:00.000Z","properties":{"revenue":5.50,"lines":2,"products":[{"sku":"x","price":1.25},{"sku":"y","price":3}]}}""");
    }

    [Fact]
    public void A_group_whose_rows_lie_too_far_apart_is_told_and_never_split_in_silence()
    {
        const string file = "order,who,day\nA,1,2024-03-01\nB,2,2024-03-01\nA,1,2024-03-01\n";
        const string mapping =
            "group: {{ by: order, across: {0} }}\ncalls: [{{ type: track, event: E, userId: =who, timestamp: =date(day), properties: {{ n: =count() }} }}]";
        Calls(file, string.Format(mapping, 1)).Length.ShouldBe(2);
        var rejected = new List<RejectedRow>();
        Calls(file, string.Format(mapping, 0), rejected).Length.ShouldBe(2);
        rejected.ShouldHaveSingleItem().Line.ShouldBe(4);
    }

    [Fact]
    public void Conditions_choose_among_calls_and_once_tells_a_thing_a_single_time()
    {
        Calls("no,who,day\n1,ann,2024-03-01\nC2,ann,2024-03-02\n",
            """
            calls:
              - { type: identify, once: =who, userId: =who, timestamp: =date(day), traits: { name: =upper(who) } }
              - { type: track, when: not no startsWith "C", event: Bought, userId: =who, timestamp: =date(day) }
              - { type: track, when: no startsWith "C", event: Returned, userId: =who, timestamp: =date(day) }
            """).Select(call => call.Contains("identify") ? "identify" : call.Contains("Bought") ? "Bought" : "Returned")
            .ShouldBe(["identify", "Bought", "Returned"]);
    }

    [Fact]
    public void Skipped_rows_are_counted_by_reason()
    {
        using CsvCalls calls = Open("id,day,n\n,01/03/2024 10:00,1\n8,02/03/2024 10:00,0\n9,02/03/2024 10:00,4\n",
            "skip:\n  - { when: 'id == \"\"', reason: no customer }\n  - { when: n <= 0, reason: no price }\n"
                + OneCallPerRow, []);
        while (calls.Read() is not null)
        {
        }
        calls.Tally.Skipped.ShouldBe([new("no customer", 1), new("no price", 1)]);
        (calls.Tally.Rows, calls.Tally.Calls).ShouldBe((3, 1));
    }

    [Fact]
    public void A_cell_that_does_not_fit_is_told_by_line_and_column_and_the_rest_goes_on()
    {
        var rejected = new List<RejectedRow>();
        Calls("id,day,n\n1,2024-03-01,1\n2,01/03/2024 10:00,many\n3,01/03/2024 10:00,5\n", OneCallPerRow,
            rejected).Length.ShouldBe(1);
        rejected.Select(row => row.ToString()).ShouldBe(
        [
            "line 2, column day: \"2024-03-01\" is not a date of the form dd/MM/yyyy HH:mm",
            "line 3, column n: \"many\" is not a number",
        ]);
    }

    [Fact]
    public void Sorted_calls_come_by_time_and_keep_the_files_order_within_one_instant()
    {
        string[] calls = Calls("id,day,n\n1,03/03/2024 10:00,1\n2,01/03/2024 10:00,1\n3,01/03/2024 10:00,1\n",
            "sort: timestamp\n" + OneCallPerRow);
        calls.Select(call => call.Split("\"userId\":\"")[1][0]).ShouldBe(['2', '3', '1']);
    }

    [Theory]
    [InlineData("calls: [{ type: track, event: E, userId: =who, timestamp: =date(day) }]", "1:43", "no column who")]
    [InlineData("calls:\n  - type: track\n    event: E\n    userId: =id\n    timestamp: =date(day,\n", "5:26",
        "expected")]
    [InlineData("calls:\n  - { type: track, event: E, userId: =id, timestamp: =dat(day) }", "2:55", "no function dat")]
    [InlineData("zone: Europe/Pariss\n", "1:7", "unknown time zone")]
    [InlineData("colls: []\n", "1:1", "unknown key")]
    [InlineData("calls:\n  - { type: track, userId: =id, timestamp: =date(day) }", "2:5", "event is missing")]
    public void A_wrong_mapping_is_told_by_its_place(string mapping, string place, string part)
    {
        var error = Should.Throw<MappingException>(() => Open("id,day,n\n", mapping, []).Dispose());
        error.Message.ShouldStartWith(place);
        error.Message.ShouldContain(part);
    }

    private string[] Calls(string file, string mapping, List<RejectedRow>? rejected = null)
    {
        var faults = new List<RejectedRow>();
        using CsvCalls calls = Open(file, mapping, rejected ?? faults);
        var text = new StringBuilder();
        while (calls.Read() is { } block)
        {
            text.Append(Encoding.UTF8.GetString(block.Bytes.Span));
        }
        faults.ShouldBeEmpty();
        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private CsvCalls Open(string file, string mapping, List<RejectedRow> rejected)
    {
        string path = Path.Combine(_folder, "file.csv");
        File.WriteAllText(path, file);
        return new(path, mapping, rejected.Add);
    }
}
