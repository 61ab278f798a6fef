using Actors.Segmentation.Catalogs;

namespace Actors.Segmentation.Tests.Deciding;

public class SequenceTests
{
    private const string Abandoned = """sequence("Product Added" then no "Order Completed" within 1h in 7d)""";

    [Fact]
    public void A_basket_is_abandoned_one_hour_after_the_last_addition_with_no_event()
    {
        Of(Abandoned)
            .Event("Product Added", "2026-03-01T10:00:00.250")
            .Event("Product Added", "2026-03-01T10:30:00.750")
            .Advance("2026-04-01")
            .Story().ShouldBe([
                "2026-03-01T11:30:00.75 clock ->it",
                "2026-03-08T10:30:00.75 clock it>-",
            ]);
    }

    [Fact]
    public void An_order_in_time_keeps_it_from_being_abandoned_and_a_late_one_ends_it()
    {
        Of(Abandoned)
            .Event("Product Added", "2026-03-01T10:00:00")
            .Event("Order Completed", "2026-03-01T10:59:59.999")
            .Event("Product Added", "2026-03-02T10:00:00")
            .Event("Order Completed", "2026-03-02T11:00:00")
            .Advance("2026-04-01")
            .Story().ShouldBe([
                "2026-03-02T11:00:00 clock ->it",
                "2026-03-02T11:00:00 event it>-",
            ]);
    }

    [Fact]
    public void Adding_ordering_and_adding_again_is_not_abandoned_twice()
    {
        Of(Abandoned)
            .Event("Product Added", "2026-03-01T10:00:00")
            .Event("Order Completed", "2026-03-01T10:10:00")
            .Event("Product Added", "2026-03-01T10:20:00")
            .Advance("2026-03-02")
            .Story().ShouldBe(["2026-03-01T11:20:00 clock ->it"]);
    }

    [Fact]
    public void A_step_comes_within_its_time_or_not_at_all()
    {
        const string rule = """sequence("Product Viewed" then "Product Added" within 1d then "Order Completed")""";
        Of(rule)
            .Event("Product Viewed", "2026-03-01")
            .Event("Product Added", "2026-03-02")
            .Event("Order Completed", "2026-03-03")
            .Story().ShouldBeEmpty();
        Of(rule)
            .Event("Product Viewed", "2026-03-01")
            .Event("Product Added", "2026-03-01T23:59:59.999")
            .Event("Order Completed", "2026-06-03")
            .Story().ShouldBe(["2026-06-03T00:00:00 event ->it"]);
    }

    [Fact]
    public void Nothing_forbidden_comes_between_two_steps()
    {
        const string rule = """sequence("Product Viewed" then no "Page Viewed" then "Order Completed")""";
        Of(rule)
            .Event("Product Viewed", "2026-03-01")
            .Event("Page Viewed", "2026-03-02")
            .Event("Order Completed", "2026-03-03")
            .Event("Product Viewed", "2026-03-04")
            .Event("Order Completed", "2026-03-05")
            .Story().ShouldBe(["2026-03-05T00:00:00 event ->it"]);
    }

    private static Trial Of(string rule) => new(new CatalogDefinition([new SegmentDefinition("it", "It", rule)], []));
}
