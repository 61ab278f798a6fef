using Actors.Segmentation.Catalogs;

namespace Actors.Segmentation.Tests.Deciding;

public class SpendTests
{
    [Fact]
    public void Orders_count_less_refunds_while_they_are_in_the_window()
    {
        Of("spend(in 30d) >= 50")
            .Event("Order Completed", "2026-03-01", """{"order_id":"1","revenue":60}""")
            .Event("Order Refunded", "2026-03-05", """{"order_id":"1","revenue":"20"}""")
            .Event("Order Completed", "2026-03-10", """{"order_id":"2","total":10.5}""")
            .Advance("2026-06-01")
            .Story().ShouldBe([
                "2026-03-01T00:00:00 event ->it",
                "2026-03-05T00:00:00 event it>-",
                "2026-03-10T00:00:00 event ->it",
                "2026-03-31T00:00:00 clock it>-",
            ]);
    }

    [Fact]
    public void A_cancelled_order_counts_nothing_and_an_updated_one_its_new_amount()
    {
        Of("spend(in 30d) >= 50")
            .Event("Order Completed", "2026-03-01", """{"order_id":"1","revenue":60}""")
            .Event("Order Updated", "2026-03-02", """{"order_id":"1","revenue":40}""")
            .Event("Order Updated", "2026-03-03", """{"order_id":"1","revenue":80}""")
            .Event("Order Cancelled", "2026-03-04", """{"order_id":"1"}""")
            .Story().ShouldBe([
                "2026-03-01T00:00:00 event ->it",
                "2026-03-02T00:00:00 event it>-",
                "2026-03-03T00:00:00 event ->it",
                "2026-03-04T00:00:00 event it>-",
            ]);
    }

    [Fact]
    public void A_correction_may_arrive_before_its_order()
    {
        Of("spend(in 1d) >= 50")
            .Event("Order Updated", "2026-03-01", """{"order_id":"1","revenue":80}""")
            .Event("Order Completed", "2026-03-05", """{"order_id":"1","revenue":10}""")
            .Story().ShouldBe(["2026-03-05T00:00:00 event ->it"]);
    }

    private static Trial Of(string rule) => new(new CatalogDefinition([new SegmentDefinition("it", "It", rule)], []));
}
