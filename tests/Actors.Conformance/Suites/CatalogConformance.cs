using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Conformance.Suites;

/// <summary>A catalog is swapped in as a whole, computed over all history, while traffic goes on.</summary>
public abstract class CatalogConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    private static readonly RuntimeSettings Small = new()
    {
        Partition = new() { ActivationBytesMax = 2_000, SliceCustomers = 2, SwitchCustomers = 2 },
    };

    [Fact]
    public Task A_catalog_put_over_history_finds_the_members_it_would_have_had() => InShops(seeds: 3, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris));
        var traffic = new Traffic(shop);
        await traffic.Send(30);
        await shop.Runtime.MoveTo(shop.NowMs + 1);
        await shop.Put(TwiceCatalog.Full);
        await shop.Runtime.MoveTo(shop.NowMs + 1);
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await traffic.Send(30);
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
        (await shop.Feed()).ShouldBeWhole();
    }, settings: Small);

    [Fact]
    public Task It_outlives_a_restart_and_a_crash() => InShops(seeds: 2, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris));
        var traffic = new Traffic(shop);
        await traffic.Send(20);
        await shop.Runtime.MoveTo(shop.NowMs + 1);
        await shop.Put(TwiceCatalog.Full);
        await shop.Runtime.MoveTo(shop.NowMs + 1);
        await shop.Crash(powerFailure: true);
        await traffic.Send(10);
        await shop.Restart();
        await shop.Runtime.MoveTo(shop.NowMs + 20 * TwiceRule.DayMs);
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
        shop.Runtime.Catalogs.Current.Version.ShouldBe(2);
    });

    [Fact]
    public Task Members_that_stay_keep_their_since() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Buyer));
        await shop.Send(Calls.Order("ann", World.Beginning + 10));
        await shop.Runtime.MoveTo(World.Beginning + 1_000);
        await shop.Put(TwiceCatalog.Of(TwiceRule.Buyer, TwiceRule.Recent));
        (await shop.Feed()).Select(m => (m.Migration.AtMs, m.Migration.Cause, m.Migration.CatalogVersion)).ShouldBe(
            [(World.Beginning + 10, CauseKind.Event, 1), (World.Beginning + 1_000, CauseKind.Definition, 2)]);
        (await shop.Read("ann"))!.Memberships.Select(m => m.SinceMs).ShouldBe([World.Beginning + 10, World.Beginning + 1_000]);
    });

    [Fact]
    public Task Customers_switch_a_few_at_a_time_as_of_one_instant() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris));
        for (int n = 0; n < 9; n++)
        {
            await shop.Send(Calls.Order($"c{n}", World.Beginning + 10 + n));
        }
        await shop.Runtime.MoveTo(World.Beginning + 1_000);
        await shop.Put(TwiceCatalog.Of(TwiceRule.Paris, TwiceRule.Buyer));
        List<PublishedMigration> moved = [.. (await shop.Feed()).Where(m => m.Migration.Cause == CauseKind.Definition)];
        moved.Select(m => m.Migration.Customer.ToString()).ShouldBe(Enumerable.Range(0, 9).Select(n => $"c{n}"), ignoreOrder: true);
        moved.ShouldAllBe(m => m.Migration.AtMs == World.Beginning + 1_000 && m.Migration.CatalogVersion == 2);
        moved.GroupBy(m => m.Migration.Position).Select(slice => slice.Count()).ShouldBe([2, 2, 2, 2, 1], ignoreOrder: true);
    }, partitions: 1, settings: Small);

    [Fact]
    public Task A_definition_in_error_changes_nothing() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        CatalogChange change = await shop.Runtime.Catalogs.Change(d => d with
        {
            Segments = [.. d.Segments, new SegmentDefinition("broken", "Broken", "count(")],
        });
        change.Kind.ShouldBe(CatalogChangeKind.Invalid);
        change.Errors.ShouldNotBeEmpty();
        shop.Runtime.Catalogs.Current.Version.ShouldBe(1);
    });

    [Fact]
    public Task A_change_that_expects_another_version_is_refused() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        CatalogChange change = await shop.Runtime.Catalogs.Change(d => d, expectedVersion: 7);
        change.Kind.ShouldBe(CatalogChangeKind.Conflict);
        shop.Runtime.Catalogs.Current.Version.ShouldBe(1);
    });

    [Fact]
    public Task Traffic_goes_on_while_catalogs_change() => InShops(seeds: 3, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris));
        var traffic = new Traffic(shop);
        await traffic.Send(10);
        Task selling = traffic.Send(60);
        foreach (TwiceCatalog catalog in new[] { TwiceCatalog.Of(TwiceRule.Paris, TwiceRule.Recent), TwiceCatalog.Lifecycle, TwiceCatalog.Full })
        {
            CatalogChange change = await Patience.Until(() => shop.Runtime.Catalogs.Change(_ => catalog.Definition).AsTask());
            change.Kind.ShouldBeOneOf(CatalogChangeKind.Activated, CatalogChangeKind.Unchanged);
        }
        await selling;
        await traffic.ShouldAllBeKeptOnce();
        (await shop.Feed()).ShouldBeWhole();
        await shop.StatisticsShouldAgree(traffic.Customers);
        await shop.MembershipsShouldAgree(traffic.Customers, TwiceCatalog.Full);
    }, settings: Small);
}
