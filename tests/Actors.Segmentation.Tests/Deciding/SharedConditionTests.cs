using Actors.Segmentation.Catalogs;

namespace Actors.Segmentation.Tests.Deciding;

/// <summary>Two segments with a condition in common share its evaluation, and each is decided when it changes.</summary>
public class SharedConditionTests
{
    [Theory]
    [InlineData("""sum("Order Completed".revenue in 30d) >= 50""")]
    [InlineData("""sum("Order Completed".revenue) / count("Order Completed") >= 50""")]
    [InlineData("""distinct("Order Completed".currency) >= 1""")]
    [InlineData("""sequence("Product Added" then "Order Completed")""")]
    [InlineData("""spend(in 30d) >= 50""")]
    public void Both_segments_are_entered(string rule)
    {
        Trial trial = new Trial(new CatalogDefinition(
            [
                new SegmentDefinition("one", "One", rule),
                new SegmentDefinition("two", "Two", rule),
                new SegmentDefinition("three", "Three", $"({rule}) and not (trait.vip)"),
            ],
            []))
            .Event("Page Viewed", "2026-01-01")
            .Event("Product Added", "2026-01-02")
            .Event("Order Completed", "2026-01-03", """{"revenue":60,"currency":"EUR"}""");
        trial.Story().ShouldBe([
            "2026-01-03T00:00:00 event ->one",
            "2026-01-03T00:00:00 event ->two",
            "2026-01-03T00:00:00 event ->three",
        ]);
    }
}
