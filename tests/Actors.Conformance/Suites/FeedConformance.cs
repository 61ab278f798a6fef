using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Suites;

/// <summary>What a campaign engine reads, it can resume.</summary>
public abstract class FeedConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    private static readonly RuntimeSettings LittleMemory = new() { Partition = new() { RecentMigrations = 5, BlockRecordsMax = 4 } };

    [Fact]
    public Task From_any_cursor_nothing_is_missing_and_nothing_doubled() => InShops(seeds: 2, async shop =>
    {
        var traffic = await Busy(shop);
        List<PublishedMigration> all = await shop.Feed(pageMax: 1_000_000);
        all.ShouldBeWhole();
        foreach (int pageMax in new[] { 1, 7, 64 })
        {
            FeedCursor cursor = shop.Runtime.Changes.Oldest;
            var seen = new List<PublishedMigration>();
            while (seen.Count < all.Count)
            {
                FeedPage page = await Patience.Until(() => shop.Runtime.Changes.Read(cursor, null, pageMax, TimeSpan.Zero).AsTask());
                // A reader that goes away in the middle of a page goes on after any item of it.
                int taken = page.Items.Count == 0 ? 0 : 1 + shop.Dice.Next(page.Items.Count);
                page.Items.Count.ShouldBeGreaterThan(0);
                seen.AddRange(page.Items.Take(taken));
                FeedCursor.TryParse(page.After(taken - 1).ToString(), out FeedCursor? parsed).ShouldBeTrue();
                cursor = parsed!;
            }
            seen.Content().ShouldBe(all.Content());
        }
    }, settings: LittleMemory);

    [Fact]
    public Task A_cursor_outlives_restarts_and_crashes() => InShops(seeds: 2, async shop =>
    {
        var traffic = await Busy(shop);
        List<PublishedMigration> before = await shop.Feed();
        FeedCursor cursor = shop.Runtime.Changes.Latest;
        await shop.Restart();
        await traffic.Send(10);
        await shop.Crash();
        await traffic.Send(10);
        List<PublishedMigration> after = await shop.Feed(cursor);
        before.Concat(after).ShouldBeWhole();
        before.Concat(after).Content().ShouldBe((await shop.Feed()).Content());
    }, settings: LittleMemory);

    [Fact]
    public Task A_filter_passes_what_it_asks_for_and_the_cursor_moves_on_over_the_rest() => InShop(async shop =>
    {
        await Busy(shop);
        List<PublishedMigration> all = await shop.Feed();
        int segment = shop.SegmentAt("buyer").Id;
        bool Wanted(PublishedMigration m) => m.Migration.To == segment;
        FeedPage page = await Patience.Until(() =>
            shop.Runtime.Changes.Read(shop.Runtime.Changes.Oldest, Wanted, 1_000, TimeSpan.Zero).AsTask());
        page.Items.Content().ShouldBe(all.Where(Wanted).Content());
        FeedPage rest = await Patience.Until(() => shop.Runtime.Changes.Read(page.Next, null, 1_000, TimeSpan.Zero).AsTask());
        rest.Items.ShouldBeEmpty();
    });

    [Fact]
    public Task A_customers_timeline_is_its_part_of_the_feed_newest_first() => InShops(seeds: 2, async shop =>
    {
        var traffic = await Busy(shop);
        ILookup<string, PublishedMigration> feed = (await shop.Feed()).ToLookup(m => m.Migration.Customer.ToString());
        foreach (string customer in traffic.Customers)
        {
            var timeline = new List<PublishedMigration>();
            long before = long.MaxValue;
            for (bool more = true; more;)
            {
                MigrationPage page = await Patience.Until(() =>
                    shop.Runtime.Customers.Timeline(CustomerId.User(customer), before, 1 + shop.Dice.Next(4)).AsTask());
                timeline.AddRange(page.Items);
                (before, more) = (page.Next, page.More);
            }
            timeline.Select(m => m.Migration.Sequence).ShouldBe(feed[customer].Select(m => m.Migration.Sequence).Reverse(), customer);
            timeline.Content().ShouldBe(feed[customer].Content(), customer);
        }
    }, settings: LittleMemory);

    [Fact]
    public Task A_page_holds_something_of_every_partition_that_has_more() => InShops(seeds: 2, async shop =>
    {
        await Busy(shop);
        int[] active = [.. (await shop.Feed()).Select(m => m.Partition).Distinct()];
        FeedPage page = await Patience.Until(() =>
            shop.Runtime.Changes.Read(shop.Runtime.Changes.Oldest, null, active.Length, TimeSpan.Zero).AsTask());
        page.Items.Select(m => m.Partition).ShouldBe(active, ignoreOrder: true);
    }, settings: LittleMemory);

    private static async Task<Traffic> Busy(Shop shop)
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop, customers: 8);
        await traffic.Send(40);
        return traffic;
    }
}
