using Actors.Segmentation.Catalogs;

namespace Actors.Segmentation.Tests.Deciding;

public class LifecycleTests
{
    private static readonly CatalogDefinition Lifecycle = new([],
    [
        new SegmentationDefinition("lifecycle", "Lifecycle",
        [
            new CaseDefinition("new", null, """count("Order Completed") == 1 and since(first("Order Completed")) < 30d"""),
            new CaseDefinition("active", null, """count("Order Completed" in 90d) >= 1"""),
            new CaseDefinition("at-risk", null, """count("Order Completed" in 180d) >= 1"""),
            new CaseDefinition("lost", null, """count("Order Completed") >= 1"""),
            new CaseDefinition("prospect", null, null, Otherwise: true),
        ]),
    ], "UTC");

    [Fact]
    public void A_customer_moves_through_the_lifecycle_by_events_and_by_the_clock()
    {
        Trial trial = new Trial(Lifecycle)
            .Event("Page Viewed", "2026-01-01")
            .Event("Order Completed", "2026-01-10T12:00:00.500", """{"revenue":50}""")
            .Advance("2026-03-01")
            .Event("Order Completed", "2026-03-02", """{"revenue":20}""")
            .Advance("2027-01-01");
        trial.Story().ShouldBe([
            "2026-01-01T00:00:00 event ->lifecycle/prospect",
            "2026-01-10T12:00:00.5 event lifecycle/prospect>lifecycle/new",
            "2026-02-09T12:00:00.5 clock lifecycle/new>lifecycle/active",
            "2026-05-31T00:00:00 clock lifecycle/active>lifecycle/at-risk",
            "2026-08-29T00:00:00 clock lifecycle/at-risk>lifecycle/lost",
        ]);
        trial.Migrations.Select(m => m.Sequence).ShouldBe([1, 2, 3, 4, 5]);
        trial.Reader.DueAtMs.ShouldBe(long.MaxValue);
        ((long)trial.Reader.SpendMillionths).ShouldBe(70_000_000);
    }

    [Fact]
    public void What_the_segments_are_told_adds_up()
    {
        Trial trial = new Trial(Lifecycle)
            .Event("Order Completed", "2026-01-10", """{"revenue":50}""")
            .Event("Order Refunded", "2026-01-11", """{"total":"20.5"}""")
            .Event("Order Completed", "2026-01-12", """{"value":3}""");
        foreach (Segment segment in trial.Catalog.Units[0].Segments)
        {
            int members = trial.Changes.Where(c => c.Segment == segment.Id).Sum(c => c.Members);
            long spend = trial.Changes.Where(c => c.Segment == segment.Id).Sum(c => (long)c.SpendMillionths);
            members.ShouldBe(segment.Key == "active" ? 1 : 0);
            spend.ShouldBe(segment.Key == "active" ? 32_500_000 : 0);
        }
    }

    [Fact]
    public void A_late_event_takes_its_true_place()
    {
        Trial trial = new Trial(Lifecycle)
            .Event("Order Completed", "2026-06-01")
            .Event("Order Completed", "2026-01-01", received: "2026-06-10");
        trial.Story().ShouldBe(["2026-06-01T00:00:00 event ->lifecycle/new", "2026-06-10T00:00:00 event lifecycle/new>lifecycle/active"]);
    }
}
