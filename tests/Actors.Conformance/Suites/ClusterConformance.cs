using Actors.Conformance.Hostile.Nodes;
using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Suites;

/// <summary>Several processes are one shop: whatever becomes of them, and whichever of them is asked.</summary>
public abstract class ClusterConformance() : ConformanceSuite(new ClusterSubject())
{
    private static readonly RuntimeSettings Small = new()
    {
        Partition = new() { BlockRecordsMax = 16, BatchRecordsMax = 32, CheckpointRecords = 60, RecentMigrations = 10, AdvanceCustomersMax = 5 },
    };

    [Fact]
    public Task Whatever_is_acknowledged_is_in_every_later_answer_of_every_node() => InShops(seeds: 6, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        for (int n = 1; n <= 60; n++)
        {
            await shop.Send(Calls.Order("ann", shop.NowMs, 1, $"order {n}"));
            // Nobody waits for anything: an owner that is none any more may be asked, and must not know less.
            foreach (Node node in Nodes(shop))
            {
                Int128? spend = await Try(shop, node);
                (spend ?? n * 1_000_000).ShouldBeGreaterThanOrEqualTo(n * 1_000_000);
            }
        }
        (await shop.Read("ann"))!.SpendMillionths.ShouldBe(60_000_000);
    }, settings: Small);

    [Fact]
    public Task Every_node_tells_the_same_of_segments_and_of_the_feed() => InShops(seeds: 4, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        for (int round = 0; round < 3; round++)
        {
            await traffic.Send(25);
            string[] feed = (await shop.Feed()).Content();
            await shop.StatisticsShouldAgree(traffic.Customers);
            foreach (Segment segment in shop.Runtime.Catalogs.Current.Units.SelectMany(unit => unit.Segments))
            {
                long[] members =
                    [.. await Everywhere(shop, async node => (await node.Segments.Read(segment.Id)).Members)];
                members.Distinct().Count().ShouldBe(1, segment.Address);
            }
            foreach (FeedPage page in await Everywhere(
                shop, async node => await node.Changes.Read(node.Changes.Oldest, null, 1_000_000, TimeSpan.Zero)))
            {
                page.Items.Content().ShouldBe(feed);
            }
        }
        (await shop.Feed()).ShouldBeWhole();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
    }, settings: Small);

    [Fact]
    public Task A_feed_that_goes_on_at_another_node_after_every_page_misses_and_doubles_nothing() => InShops(seeds: 4, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        Task selling = traffic.Send(60);
        var seen = new List<PublishedMigration>();
        FeedCursor cursor = shop.Runtime.Changes.Oldest;
        while (!selling.IsCompleted)
        {
            FeedPage page = await Patience.Until(() => shop.Runtime.Changes.Read(cursor, null, 5, TimeSpan.Zero).AsTask());
            seen.AddRange(page.Items);
            FeedCursor.TryParse(page.Next.ToString(), out FeedCursor? next).ShouldBeTrue();
            cursor = next!;
            await shop.World.Linger();
        }
        await selling;
        seen.AddRange(await shop.Feed(cursor));
        seen.ShouldBeWhole();
        seen.Content().ShouldBe((await shop.Feed()).Content());
        await traffic.ShouldAllBeKeptOnce();
    }, settings: Small);

    [Fact]
    public Task Definitions_changed_at_several_nodes_at_once_become_one_history() => InShops(seeds: 4, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris));
        var traffic = new Traffic(shop);
        await traffic.Send(10);
        Task selling = traffic.Send(30);
        TwiceRule[] rules = [TwiceRule.Buyer, TwiceRule.Recent, TwiceRule.Frequent, TwiceRule.Big];
        await Task.WhenAll(rules.Select(rule => shop.Runtime.Catalogs.Change(d => d.Segments.Any(s => s.Key == rule.Key)
            ? d
            : d with { Segments = [.. d.Segments, rule.Definition] }).AsTask()));
        await selling;
        await shop.Runtime.Settle();
        shop.Runtime.Catalogs.Current.Version.ShouldBe(1 + rules.Length);
        await shop.MembershipsShouldAgree(traffic.Customers, TwiceCatalog.Of([TwiceRule.Paris, .. rules]));
        (await shop.Feed()).ShouldBeWhole();
        await shop.StatisticsShouldAgree(traffic.Customers);
    }, settings: Small);

    [Fact]
    public Task The_logs_of_a_cluster_give_a_single_process_the_same_feed() => InShops(seeds: 3, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(60);
        string[] published = (await shop.Feed()).Content();
        IEventStore inputs = await StoreCopies.InputsOnly(shop.Store);
        var alone = new Hostile.HostileSubject();
        await alone.Run(shop.World.Seed, async world =>
        {
            await using Shop again = await Shop.Open(world, inputs, Small);
            await again.Runtime.MoveTo(shop.NowMs);
            (await again.Feed()).Content().ShouldBe(published);
        });
    }, settings: Small);

    private static IReadOnlyList<Node> Nodes(Shop shop) => [.. ((HostileCluster)shop.Runtime).Nodes];

    /// <summary>What a node knows of ann's spend; null where it stands still, or cannot say.</summary>
    private static async Task<Int128?> Try(Shop shop, Node node)
    {
        try
        {
            CustomerView? view = await ((HostileCluster)shop.Runtime).On(node, services => services.Customers.Read(CustomerId.User("ann")));
            return view.ShouldNotBeNull().SpendMillionths;
        }
        catch (Exception e) when (e is TimeoutException or PartitionUnavailableException or StorageException)
        {
            return null;
        }
    }

    /// <summary>Asks every node until it answers.</summary>
    private static async Task<List<T>> Everywhere<T>(Shop shop, Func<Node, ValueTask<T>> call)
    {
        await shop.Runtime.Settle();
        var answers = new List<T>();
        foreach (Node node in Nodes(shop))
        {
            answers.Add(await Patience.Until(() => ((HostileCluster)shop.Runtime).On(node, call)));
        }
        return answers;
    }
}
