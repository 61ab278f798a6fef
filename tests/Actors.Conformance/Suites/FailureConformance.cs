using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;

namespace Actors.Conformance.Suites;

/// <summary>Segments whose rules throw take nothing down with them: who is inside stays there, everything else is decided, and they say so.</summary>
public abstract class FailureConformance : ConformanceSuite
{
    private static readonly TwiceRule Always = new("faulty", """count("Nobody Sends This") >= 1""", (_, _) => false);

    private static readonly TwiceRule ForStrangers = new(
        "faulty-for-strangers", """count("Order Completed") >= 1""", (p, now) => p.Orders(now, null) >= 1);

    private static readonly TwiceCatalog Faulty = TwiceCatalog.Full with { Segments = [Always, .. TwiceCatalog.Full.Segments, ForStrangers] };

    protected FailureConformance(RuntimeSubject subject) : base(subject) => FaultyRule.Install();

    [Fact]
    public Task All_others_are_as_if_it_were_sound() => InShops(seeds: 3, async shop =>
    {
        await shop.Begin(Faulty);
        var traffic = new Traffic(shop);
        await traffic.Send(40);
        await traffic.ShouldAllBeKeptOnce();
        (await shop.Feed()).ShouldBeWhole();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
    });

    [Fact]
    public Task It_comes_through_crashes_and_restarts() => InShops(seeds: 3, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris));
        var traffic = new Traffic(shop);
        await traffic.Send(15);
        await shop.Runtime.MoveTo(shop.NowMs + 1);
        await shop.Put(Faulty);
        await shop.Runtime.MoveTo(shop.NowMs + 1);
        await traffic.Send(15);
        await shop.Crash(powerFailure: true);
        await traffic.Send(10);
        await shop.Restart();
        await shop.Runtime.MoveTo(shop.NowMs + 20 * TwiceRule.DayMs);
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
        (await shop.Feed()).ShouldBeWhole();
    });

    [Fact]
    public Task It_says_that_it_fails_until_it_is_mended() => InShop(async shop =>
    {
        await shop.Begin(Faulty);
        await shop.Send(Calls.View("ann", World.Beginning + 10));
        await shop.Runtime.Settle();
        Failing failing = (await Read(shop, "faulty")).Failing.ShouldNotBeNull();
        failing.Count.ShouldBeGreaterThanOrEqualTo(1);
        failing.Customer.ToString().ShouldBe("ann");
        failing.AtMs.ShouldBeGreaterThanOrEqualTo(World.Beginning + 10);
        failing.Error.ShouldContain("No luck.");
        (await Read(shop, "faulty-for-strangers")).Failing.ShouldNotBeNull();
        (await Read(shop, "buyer")).Failing.ShouldBeNull();

        await shop.Put(TwiceCatalog.Full with { Segments = [Always with { When = "not (has(trait.nothing))" }, ForStrangers with { When = "has(trait.city) or not (has(trait.city))" }] });
        await shop.Runtime.MoveTo(shop.NowMs + 1_000);
        await shop.Runtime.Settle();
        (await shop.SegmentsOf("ann")).ShouldBe(["faulty", "faulty-for-strangers", "lifecycle/prospect"]);
        (await Read(shop, "faulty")).Failing.ShouldBeNull();
        (await Read(shop, "faulty-for-strangers")).Failing.ShouldBeNull();
    });

    private static Task<SegmentView> Read(Shop shop, string address) =>
        Patience.Until(() => shop.Runtime.Segments.Read(shop.SegmentAt(address).Id).AsTask());
}
