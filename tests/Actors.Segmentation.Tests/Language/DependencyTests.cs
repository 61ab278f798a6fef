using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Checking;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Tests.Language;

public class DependencyTests
{
    [Fact]
    public void Dependencies_are_all_that_a_definition_looks_at()
    {
        Dependencies found = Dependencies.Of(Parse(
            "member(\"vip\") and was_member(\"lifecycle/lost\" in 3d) and lookalike(\"vip\") > 1 and spend() > 1" +
            " and count(\"X\" where any items (a == 1)) > age(trait.birth.date)" +
            " and table.t(account.a).b and count(any) > 1"));
        found.Segments.Select(segment => segment.ToString()).ShouldBe(["vip", "lifecycle/lost"]);
        found.Events.ShouldBe(["Order Completed", "Order Refunded", "Order Cancelled", "Order Updated", "X"]);
        found.AnyEvent.ShouldBeTrue();
        found.Traits.ShouldBe([["birth", "date"]]);
        found.AccountTraits.ShouldBe([["a"]]);
        found.Tables.ShouldBe(["t"]);
        found.Models.Count.ShouldBe(1);
    }

    [Fact]
    public void Units_come_after_what_they_look_at_and_else_in_the_order_of_the_catalog()
    {
        DependencyOrder order = DependencyOrder.Of([
            Segment("d", "member(\"b\") and member(\"l/x\")"),
            Segment("a", "trait.a"),
            Segment("b", "trait.b"),
            new DependencyUnit(new UnitKey(UnitKind.Segmentation, "l"), [Parse("member(\"a\")"), Parse("trait.c")]),
            Segment("c", "member(\"missing\")"),
        ]);
        order.Order.Select(unit => unit.Key).ShouldBe(["a", "b", "l", "d", "c"]);
        order.Cycle.ShouldBeEmpty();
    }

    [Fact]
    public void A_cycle_is_told_by_its_path()
    {
        DependencyOrder order = DependencyOrder.Of([
            Segment("x", "member(\"a\")"),
            Segment("a", "trait.t and member(\"l/one\")"),
            new DependencyUnit(
                new UnitKey(UnitKind.Segmentation, "l"), [Parse("trait.t"), Parse("not was_member(\"a\")")]),
        ]);
        order.Order.ShouldBeEmpty();
        order.CycleText.ShouldBe("a → l → a");
    }

    [Theory]
    [InlineData("member(\"lifecycle/a\")")]
    [InlineData("was_member(\"lifecycle/a\")")]
    public void A_rule_that_names_its_own_segmentation_is_a_cycle(string rule) =>
        DependencyOrder.Of([new DependencyUnit(new UnitKey(UnitKind.Segmentation, "lifecycle"), [Parse(rule)])])
            .CycleText.ShouldBe("lifecycle → lifecycle");

    [Fact]
    public void A_segment_and_a_segmentation_of_one_key_are_two_units() =>
        DependencyOrder.Of(
            [Segment("x", "member(\"x/a\")"), new DependencyUnit(new UnitKey(UnitKind.Segmentation, "x"), [])])
            .Order.Select(unit => unit.Kind).ShouldBe([UnitKind.Segmentation, UnitKind.Segment]);

    [Fact]
    public void Unknown_names_are_told_with_the_nearest_known_one()
    {
        var known = new KnownNames { Events = ["Order Completed"], Traits = ["city"], Segments = ["vip"] };
        IReadOnlyList<LanguageError> warnings = NameChecker.Check(
            Parse("trait.ctiy == 1 and count(\"Order completed\") > 1 and member(\"xyz\")" +
                " and trait.city == 2 and table.t(\"a\").b"),
            known);
        warnings.Select(warning => warning.Suggestion).ShouldBe(["city", "Order Completed", null]);
        warnings[1].Message.ShouldBe("No event 'Order completed' is known (did you mean Order Completed?).");
    }

    private static DependencyUnit Segment(string key, string when) =>
        new(new UnitKey(UnitKind.Segment, key), [Parse(when)]);

    private static Condition Parse(string text)
    {
        ParseResult result = SegmentParser.Parse(text);
        result.Errors.ShouldBeEmpty();
        return result.Condition!;
    }
}
