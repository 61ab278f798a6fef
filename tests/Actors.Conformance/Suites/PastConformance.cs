using System.Text;
using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Explaining;
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

    [Fact]
    public Task Causes_are_told_however_long_the_history_is() => InShop(async shop =>
    {
        const int views = 5_200;
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Buyer, TwiceRule.Recent));
        await shop.Send(Calls.Order("ann", World.Beginning + 10, 120, "first"));
        for (int n = 0; n < views; n += 400)
        {
            await shop.Send([.. Enumerable.Range(n, 400).Select(i => Calls.View("ann", World.Beginning + 20 + i, $"v{i}"))]);
        }
        (await Patience.Until(() => Reading(() => shop.RecordsOf("ann")))).Count.ShouldBe(views + 1);
        ClauseCause bought = (await Cause(shop, "buyer")).ShouldNotBeNull();
        (bought.AtMs, bought.Kind, Encoding.UTF8.GetString(bought.MessageId.Span)).ShouldBe((World.Beginning + 10, CauseKind.Event, "first"));
        await shop.Send(Calls.Order("ann", World.Beginning + 10_000, 1, "second"));
        await shop.Runtime.MoveTo(World.Beginning + 10_000 + 30 * TwiceRule.DayMs);
        (await Cause(shop, "recent")).ShouldNotBeNull().Kind.ShouldBe(CauseKind.Clock);
        (await Cause(shop, "recent", World.Beginning + 9_999)).ShouldNotBeNull().AtMs.ShouldBe(World.Beginning + 10);
    });

    private static async Task<ClauseCause?> Cause(Shop shop, string segment, long? atMs = null)
    {
        CustomerView? view = await Patience.Until(
            () => Reading(() => shop.Runtime.Customers.Explain(CustomerId.User("ann"), shop.SegmentAt(segment).Id, atMs).AsTask()));
        return view.ShouldNotBeNull().Explanation.ShouldNotBeNull().Tree.Cause;
    }

    /// <summary>So much is read that a hostile disk may well fail once.</summary>
    private static async Task<T> Reading<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (StorageException e)
        {
            throw new PartitionUnavailableException(e.Message, e);
        }
    }

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
