using Actors.Segmentation.Catalogs;

namespace Actors.Segmentation.Tests.Catalogs;

/// <summary>What is told of a change from one catalog to another.</summary>
public sealed class CatalogDifferenceTests
{
    [Theory]
    [InlineData("trait.city == \"Le Mans\"", "trait.city == \"Le  Mans\"", "~ s: trait.city == \"Le Mans\" → trait.city == \"Le  Mans\"")]
    [InlineData("count(\"A\"  in 1y)>=1", "count(\"A \" in 1y) >= 1", "~ s: count(\"A\" in 1y) >= 1 → count(\"A \" in 1y) >= 1")]
    [InlineData("trait.a\n  and trait.b", "trait.a and trait.c", "~ s: trait.a and trait.b → trait.a and trait.c")]
    public void Of_a_changed_rule_both_are_told_as_they_are_read(string before, string after, string told) =>
        Between(before, after).ShouldBe([told]);

    [Theory]
    [InlineData("trait.a  and\n\ttrait.b >= 1", "trait.a and trait.b>=1.0")]
    [InlineData("trait.city == \"Le  Mans\"", "trait.city==\"Le  Mans\"")]
    public void How_a_rule_is_laid_out_is_no_change(string before, string after) => Between(before, after).ShouldBeEmpty();

    [Fact]
    public void A_segment_that_becomes_everybody_else_is_told()
    {
        CatalogDefinition Of(CaseDefinition second) =>
            new([], [new SegmentationDefinition("life", "Life", [new CaseDefinition("a", null, "trait.a"), second])]);
        CatalogDifference.Between(Of(new CaseDefinition("b", null, "trait.b")), Of(new CaseDefinition("b", null, null, Otherwise: true)))
            .Select(edit => edit.ToString()).ShouldBe(["~ life/b: trait.b → otherwise"]);
    }

    private static IEnumerable<string> Between(string before, string after) =>
        CatalogDifference.Between(Of(before), Of(after)).Select(edit => edit.ToString());

    private static CatalogDefinition Of(string rule) => new([new SegmentDefinition("s", "S", rule)], []);
}
