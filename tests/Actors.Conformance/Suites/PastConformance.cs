using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Suites;

/// <summary>A customer as of a past instant is what the feed had told by then, whatever happened since.</summary>
public abstract class PastConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    [Fact]
    public Task Memberships_of_any_past_instant_are_those_the_feed_had_told() => InShops(seeds: 4, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris, TwiceRule.Frequent));
        var traffic = new Traffic(shop, customers: 6);
        await traffic.Send(15);
        await shop.Put(TwiceCatalog.Full);
        await traffic.Send(10);
        await shop.Crash();
        await shop.Put(TwiceCatalog.Of(TwiceRule.Paris, TwiceRule.Recent, TwiceRule.Big));
        await traffic.Send(10);
        await shop.Runtime.MoveTo(shop.NowMs + 1);
        List<PublishedMigration> feed = await shop.Feed();
        foreach (string customer in traffic.Customers)
        {
            Migration[] told = [.. feed.Select(published => published.Migration)
                .Where(migration => migration.Customer == CustomerId.User(customer)).OrderBy(migration => migration.Sequence)];
            for (int i = 0; i < 8 && told.Length > 0; i++)
            {
                long at = InstantOf(shop, told);
                await ShouldStandAsTold(shop, customer, told, at);
            }
        }
    });

    /// <summary>Often the very instant of a change, or the millisecond before.</summary>
    private static long InstantOf(Shop shop, Migration[] told)
    {
        long change = told[shop.Dice.Next(told.Length)].AtMs;
        return shop.Dice.Next(3) switch
        {
            0 => change,
            1 => change - 1,
            _ => World.Beginning + shop.Dice.NextInt64(shop.NowMs - World.Beginning),
        };
    }

    private static async Task ShouldStandAsTold(Shop shop, string customer, Migration[] told, long at)
    {
        var expected = new SortedDictionary<int, int>();
        foreach (Migration migration in told.Where(migration => migration.AtMs <= at))
        {
            expected[migration.Unit] = migration.To;
        }
        CustomerView? then = await Patience.Until(() => shop.Runtime.Customers.Read(CustomerId.User(customer), at).AsTask());
        (then?.Memberships ?? []).OrderBy(m => m.Unit).Select(m => (m.Unit, m.Segment))
            .ShouldBe(expected.Where(pair => pair.Value != Migration.None).Select(pair => (pair.Key, pair.Value)), $"{customer} at {at}");
        (then?.Sequence ?? 0).ShouldBe(told.LastOrDefault(migration => migration.AtMs <= at).Sequence, $"{customer} at {at}");
    }
}
