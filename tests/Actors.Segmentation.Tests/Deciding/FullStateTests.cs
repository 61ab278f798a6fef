using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;
using Record = Actors.Segmentation.Records.Record;

namespace Actors.Segmentation.Tests.Deciding;

/// <summary>A customer of whom more is to be kept than a state can hold.</summary>
public class FullStateTests
{
    private const int ValueChars = 1_000_000;
    private static readonly long Start = Trial.At("2026-01-01");

    [Fact]
    public void A_feature_that_has_no_room_takes_no_more_and_all_else_goes_on()
    {
        Catalog catalog = Trial.Compile(Trial.Of(
            "UTC", ("many", "distinct(\"Seen\".text) >= 20"), ("more", "distinct(\"Seen\".text) >= 100"), ("rows", "distinct(\"Seen\".items.text) >= 20"),
            ("counted", "count(\"Seen\") >= 35"), ("paris", "trait.city == \"Paris\"")));
        ArrayMemory state = new();
        Decider decider = new(catalog);
        DecisionSink sink = new();
        SortedSet<string> failing = new(StringComparer.Ordinal);
        for (int i = 1; i <= 40; i++)
        {
            // Three rows of which two would have room: all come in, or none.
            string value = $"{i} {new string('x', ValueChars)}";
            string items = string.Join(',', Enumerable.Range(0, 3).Select(k => $$"""{"text":"{{i}}-{{k}} {{new string('y', 100_000)}}"}"""));
            decider.Apply(state, Seen(i, $$"""{"properties":{"text":"{{value}}","items":[{{items}}]} }"""), sink);
            foreach (Failure failure in sink.Failures.Memory.Span)
            {
                failure.Position.ShouldBe(i);
                failing.Add(catalog.Unit(failure.Unit).Key);
            }
            sink.Failures.Clear();
            Distinct(catalog, state, "items.text").ShouldSatisfyAllConditions(rows => (rows % 3).ShouldBe(0));
        }
        failing.ShouldBe(["many", "more", "rows"]);
        Distinct(catalog, state, "text").ShouldBeInRange(20, 28);
        decider.Apply(state, Trial.Make(41, RecordKind.Identify, "", Start + 41, Start + 41, """{"traits":{"city":"Paris"}}"""), sink);
        new CustomerReader(catalog, state.Words).Memberships().Select(m => catalog.Segment(m.Segment).Address)
            .ShouldBe(["many", "rows", "counted", "paris"]);
    }

    private static int Distinct(Catalog catalog, ArrayMemory state, string path) => int.Parse(
        Trial.Json(new CustomerReader(catalog, state.Words).Features(Start + 50)
            .Single(f => f.Feature == $"distinct(\"Seen\".{path})").Value!.Value.Span),
        System.Globalization.CultureInfo.InvariantCulture);

    private static Record Seen(int n, string body) => Trial.Make(n, RecordKind.Event, "Seen", Start + n, Start + n, body);
}
