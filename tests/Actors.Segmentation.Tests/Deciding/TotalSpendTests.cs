using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Tests.Deciding;

/// <summary>The spend that statistics add up, whatever the rules look at.</summary>
public class TotalSpendTests
{
    [Fact]
    public void Without_corrections_it_is_orders_minus_refunds()
    {
        SpendOf(Everybody()
            .Event("Order Completed", "2026-03-01", """{"order_id":"1","revenue":60}""")
            .Event("Order Completed", "2026-03-02", """{"total":"10.5"}""")
            .Event("Order Refunded", "2026-03-03", """{"order_id":"1","revenue":20.000001}"""))
            .ShouldBe(50_499_999);
    }

    [Theory]
    [InlineData("Completed 1 60, Cancelled 1", 0)]
    [InlineData("Cancelled 1, Completed 1 60, Completed 2 5", 5)]
    [InlineData("Completed 1 60, Refunded 1 20, Cancelled 1, Refunded 1 10", 0)]
    [InlineData("Completed 1 60, Updated 1 40", 40)]
    [InlineData("Updated 1 40, Completed 1 60", 40)]
    [InlineData("Completed 1 60, Updated 1 -, Updated 1 0", 0)]
    [InlineData("Completed 1 60, Updated 1 -", 60)]
    [InlineData("Completed 1 60, Completed 1 60, Updated 1 40, Refunded 1 5", 75)]
    [InlineData("Completed 1 -, Updated 1 40", 40)]
    [InlineData("Completed 1 60, Updated 2 40, Cancelled 2", 60)]
    public void An_order_counts_as_its_corrections_have_left_it(string events, int spend)
    {
        Trial trial = Everybody();
        int day = 0;
        foreach (string[] parts in events.Split(", ").Select(text => text.Split(' ')))
        {
            string amount = parts.ElementAtOrDefault(2) is { } number and not "-" ? $",\"revenue\":{number}" : "";
            trial.Event($"Order {parts[0]}", $"2026-03-{++day:00}", $$"""{"order_id":"{{parts[1]}}"{{amount}}}""");
        }
        SpendOf(trial).ShouldBe((Int128)spend * 1_000_000);
    }

    [Fact]
    public void Of_several_updates_the_latest_counts_not_the_last_to_arrive()
    {
        SpendOf(Everybody()
            .Event("Order Completed", "2026-03-01", """{"order_id":"1","revenue":60}""")
            .Event("Order Updated", "2026-03-05", """{"order_id":"1","revenue":40}""")
            .Event("Order Updated", "2026-03-03", """{"order_id":"1","revenue":30}""", received: "2026-03-06"))
            .ShouldBe(40_000_000);
    }

    [Fact]
    public void Orders_without_an_id_are_corrected_by_nothing()
    {
        SpendOf(Everybody()
            .Event("Order Completed", "2026-03-01", """{"revenue":60}""")
            .Event("Order Completed", "2026-03-02", """{"order_id":7,"revenue":1}""")
            .Event("Order Updated", "2026-03-03", """{"revenue":40}""")
            .Event("Order Cancelled", "2026-03-04"))
            .ShouldBe(61_000_000);
    }

    [Fact]
    public void It_is_what_the_language_calls_spend()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            Random random = new(seed);
            Trial trial = Everybody("spend() >= -1000000 or spend() < 0");
            string[] kinds = ["Completed", "Completed", "Completed", "Refunded", "Cancelled", "Updated"];
            string[] amounts = ["", ",\"revenue\":19.9", ",\"total\":-3.000001", ",\"value\":1e23", ",\"revenue\":\"0.10\"", ",\"revenue\":0"];
            for (int i = 0; i < 30; i++)
            {
                string id = random.Next(8) == 0 ? "\"x\":1" : $"\"order_id\":\"{random.Next(6)}\"";
                trial.Event($"Order {Of(kinds)}", $"2026-03-{random.Next(1, 28):00}", $$"""{{{id}}{{Of(amounts)}}}""", received: "2026-04-01");
            }
            Trial.Json(trial.Reader.Features(Trial.At("2026-04-01")).Single(f => f.Feature == "spend()").Value!.Value.Span)
                .ShouldBe(new Amount(SpendOf(trial)).ToString(), $"seed {seed}");

            string Of(string[] some) => some[random.Next(some.Length)];
        }
    }

    [Fact]
    public void Of_very_many_orders_the_first_count_as_they_stand()
    {
        Trial trial = Everybody();
        for (int i = 0; i < 4_100; i++) trial.Event("Order Completed", "2026-03-01", $$"""{"order_id":"{{i}}","revenue":1}""");
        trial.Event("Order Cancelled", "2026-03-02", """{"order_id":"0"}""");
        SpendOf(trial).ShouldBe(4_100_000_000);
        trial.Event("Order Cancelled", "2026-03-02", """{"order_id":"4099"}""");
        trial.Event("Order Cancelled", "2026-03-02", """{"order_id":"2000"}""");
        SpendOf(trial).ShouldBe(4_098_000_000);
    }

    /// <summary>The customer's, which its segment's has to be too.</summary>
    private static Int128 SpendOf(Trial trial)
    {
        Int128 ofSegment = trial.Changes.Aggregate((Int128)0, (sum, change) => sum + change.SpendMillionths);
        ofSegment.ShouldBe(trial.Reader.SpendMillionths);
        return ofSegment;
    }

    private static Trial Everybody(string when = "has(trait.x) or not has(trait.x)") =>
        new(new CatalogDefinition([new SegmentDefinition("all", "All", when)], []));
}
