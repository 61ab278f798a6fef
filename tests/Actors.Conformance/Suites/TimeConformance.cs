using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;

namespace Actors.Conformance.Suites;

/// <summary>Time moves members, with no event, at the exact instant.</summary>
public abstract class TimeConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    private const long Bought = World.Beginning + 123_457;
    private const long Leaves = Bought + 30 * TwiceRule.DayMs;

    [Theory]
    [InlineData("virtual")]
    [InlineData("real")]
    public Task A_member_leaves_when_its_window_ends_and_not_a_millisecond_before(string timeMode) => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Recent));
        await shop.Runtime.MoveTo(Bought);
        await shop.Send(Calls.Order("ann", Bought));

        await shop.Runtime.MoveTo(Leaves - 1);
        (await shop.SegmentsOf("ann")).ShouldBe(["recent"]);
        await shop.Runtime.MoveTo(Leaves);

        Migration left = (await shop.Feed())[^1].Migration;
        (left.AtMs, left.Cause, left.Sequence, left.To).ShouldBe((Leaves, CauseKind.Clock, 2, Migration.None));
        (await shop.SegmentsOf("ann")).ShouldBeEmpty();
    }, timeMode);

    [Theory]
    [InlineData("virtual")]
    [InlineData("real")]
    public Task After_a_long_silence_every_change_has_its_own_instant(string timeMode) => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Lifecycle);
        await shop.Runtime.MoveTo(Bought);
        await shop.Send(Calls.Order("ann", Bought));

        await shop.Runtime.MoveTo(Bought + 400 * TwiceRule.DayMs);

        (await shop.Feed()).Select(m => m.Migration.AtMs - Bought).ShouldBe(
            [0, 30 * TwiceRule.DayMs, 90 * TwiceRule.DayMs, 180 * TwiceRule.DayMs]);
        (await shop.SegmentsOf("ann")).ShouldBe(["lifecycle/lost"]);
    }, timeMode);

    [Fact]
    public Task All_due_at_one_instant_move_at_it() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Recent));
        string[] customers = [.. Enumerable.Range(0, 300).Select(n => $"c{n}")];
        await shop.Send([.. customers.Select(c => Calls.Order(c, Bought))]);
        await shop.Runtime.MoveTo(Leaves + TwiceRule.DayMs);

        List<PublishedMigration> feed = await shop.Feed();
        feed.ShouldBeWhole();
        Migration[] left = [.. feed.Select(m => m.Migration).Where(m => m.Cause == CauseKind.Clock)];
        left.Select(m => m.Customer.ToString()).ShouldBe(customers, ignoreOrder: true);
        left.ShouldAllBe(m => m.AtMs == Leaves);
    }, settings: new RuntimeSettings { Partition = new() { AdvanceCustomersMax = 10, SliceCustomers = 7 } });

    [Fact]
    public Task Due_changes_are_published_in_the_order_of_their_instants() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Recent));
        for (int n = 0; n < 50; n++)
        {
            await shop.Send(Calls.Order($"c{shop.Dice.Next(1_000)}-{n}", Bought + n));
        }
        await shop.Runtime.MoveTo(Leaves + TwiceRule.DayMs);
        foreach (IGrouping<int, PublishedMigration> partition in (await shop.Feed()).GroupBy(m => m.Partition))
        {
            partition.Where(m => m.Migration.Cause == CauseKind.Clock).Select(m => m.Migration.AtMs).ShouldBeInOrder();
        }
    }, settings: new RuntimeSettings { Partition = new() { AdvanceCustomersMax = 4, SliceCustomers = 3 } });

    [Fact]
    public Task What_is_due_at_the_instant_of_an_event_comes_before_it() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Recent));
        await shop.Send(Calls.Order("ann", Bought));
        await shop.Send(Calls.Order("ann", Leaves));
        (await shop.Feed()).Select(m => (m.Migration.AtMs, m.Migration.Cause, m.Migration.To >= 0)).ShouldBe(
            [(Bought, CauseKind.Event, true), (Leaves, CauseKind.Clock, false), (Leaves, CauseKind.Event, true)]);
    });

    [Fact]
    public Task A_late_event_moves_now_and_counts_at_its_own_time() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Recent));
        await shop.Runtime.MoveTo(Bought + 10 * TwiceRule.DayMs);
        await shop.Send(Calls.Order("ann", Bought));
        await shop.Runtime.MoveTo(Leaves);
        (await shop.Feed()).Select(m => (m.Migration.AtMs, m.Migration.Cause)).ShouldBe(
            [(Bought + 10 * TwiceRule.DayMs, CauseKind.Event), (Leaves, CauseKind.Clock)]);
    });

    [Fact]
    public Task A_read_is_never_older_than_the_clock() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Recent));
        await shop.Send(Calls.Order("ann", Bought));
        // Only somebody else's event moves the clock here.
        await shop.Send(Calls.View("bob", Leaves));
        (await shop.SegmentsOf("ann")).ShouldBeEmpty();
    });
}
