using System.Text;
using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;

namespace Actors.Conformance.Suites;

/// <summary>Events in, memberships out.</summary>
public abstract class MembershipConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    [Fact]
    public Task An_event_moves_a_customer_and_names_itself_as_the_cause() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await shop.Send(Calls.View("ann", World.Beginning + 5));
        (await shop.SegmentsOf("ann")).ShouldBe(["lifecycle/prospect"]);

        await shop.Send(Calls.Order("ann", World.Beginning + 10, 120, "m1"));

        (await shop.SegmentsOf("ann")).ShouldBe(["big", "buyer", "lifecycle/new", "recent"]);
        PublishedMigration[] moves = [.. (await shop.Feed()).Where(m => m.Migration.AtMs == World.Beginning + 10)];
        moves.Length.ShouldBe(4);
        moves.Select(m => m.Migration).ShouldAllBe(m => m.Cause == CauseKind.Event && Text(m.MessageId) == "m1" && Text(m.Event) == Calls.OrderName);
    });

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    [Fact]
    public Task A_customer_nobody_heard_of_is_no_customer() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        (await shop.Read("nobody")).ShouldBeNull();
        (await shop.RecordsOf("nobody")).ShouldBeEmpty();
    });

    [Fact]
    public Task A_read_sees_everything_acknowledged_before_it() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        for (int n = 1; n <= 20; n++)
        {
            await shop.Send(Calls.Order("ann", World.Beginning + n, 1, $"m{n}"));
            CustomerView view = (await shop.Read("ann"))!;
            view.SpendMillionths.ShouldBe((Int128)n * 1_000_000);
            view.AsOfMs.ShouldBeGreaterThanOrEqualTo(World.Beginning + n);
        }
    });

    [Fact]
    public Task The_view_tells_when_a_membership_ends_if_nothing_happens() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Recent, TwiceRule.Buyer));
        long at = World.Beginning + 10;
        await shop.Send(Calls.Order("ann", at));
        CustomerView view = (await shop.Read("ann"))!;
        MembershipView Of(string address) => view.Memberships.Single(m => m.Segment == shop.SegmentAt(address).Id);
        Of("recent").LeavesAtMs.ShouldBe(at + 30 * TwiceRule.DayMs);
        Of("recent").SinceMs.ShouldBe(at);
        Of("buyer").LeavesAtMs.ShouldBeNull();
    });

    [Fact]
    public Task Random_shops_agree_with_the_slow_computation() => InShops(seeds: 3, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(60);
        await traffic.ShouldAllBeKeptOnce();
        (await shop.Feed()).ShouldBeWhole();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
    });

    [Fact]
    public Task Lists_hold_each_customer_once_whatever_the_page_and_the_restarts() => InShops(seeds: 2, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(40);
        await shop.ListsShouldAgree(traffic.Customers);
        string[] before = await shop.List(["buyer"], []);
        await shop.Restart();
        (await shop.List(["buyer"], [])).ShouldBe(before);
        await shop.ListsShouldAgree(traffic.Customers);
    });

    [Fact]
    public Task Random_shops_in_real_time_agree_as_well() => InShops(seeds: 2, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(40);
        (await shop.Feed()).ShouldBeWhole();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
    }, "real");
}
