using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.EventLog.Memory;
using Actors.EventLog.Routing;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Suites;

/// <summary>Crashes at any moment: nothing acknowledged is lost or doubled, and what was published is what the log says.</summary>
public abstract class RecoveryConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    private static readonly RuntimeSettings Small = new()
    {
        Partition = new() { BlockRecordsMax = 16, BatchRecordsMax = 32, CheckpointRecords = 60, RecentMigrations = 10, AdvanceCustomersMax = 5 },
    };

    private static readonly RuntimeSettings Switching = new()
    {
        Partition = Small.Partition with { SliceCustomers = 2, SwitchCustomers = 1, ActivationBytesMax = 4_000 },
    };

    [Fact]
    public Task Crashes_at_random_moments_lose_and_double_nothing() => InShops(seeds: 6, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        for (int life = 0; life < 4; life++)
        {
            await traffic.Send(5 + shop.Dice.Next(15));
            await CrashInTheMiddle(shop, traffic);
        }
        await traffic.Send(5);
        await traffic.ShouldAllBeKeptOnce();
        (await shop.Feed()).ShouldBeWhole();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
    }, settings: Small);

    [Fact]
    public Task The_log_alone_gives_the_same_feed_and_statistics() => InShops(seeds: 4, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris, TwiceRule.Frequent));
        var traffic = new Traffic(shop);
        for (int life = 0; life < 3; life++)
        {
            await traffic.Send(5 + shop.Dice.Next(15));
            if (life == 1)
            {
                await shop.Put(TwiceCatalog.Full);
            }
            await CrashInTheMiddle(shop, traffic);
        }
        await traffic.ShouldAllBeKeptOnce();
        string[] published = (await shop.Feed()).Content();

        await using MemoryEventStore store = await StoreCopies.InputsOnly(shop.Store);
        await using Shop again = await Shop.Open(shop.World, store, Small);
        await again.Runtime.MoveTo(shop.NowMs);
        (await again.Feed()).Content().ShouldBe(published);
        await again.StatisticsShouldAgree(traffic.Customers);
    }, settings: Small);

    [Fact]
    public Task Adopting_what_was_published_and_deciding_anew_agree_to_the_last_bit() => InShops(seeds: 4, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris));
        var traffic = new Traffic(shop);
        foreach (TwiceCatalog catalog in new[] { TwiceCatalog.Of(TwiceRule.Paris, TwiceRule.Frequent), TwiceCatalog.Lifecycle, TwiceCatalog.Full })
        {
            await traffic.Send(10);
            await shop.Put(catalog);
        }
        await traffic.Send(10);
        await shop.Runtime.Settle();
        List<byte[]?> adopted = await StatesAfter(shop, await StoreCopies.LogsOnly(shop.Store), traffic);
        List<byte[]?> decided = await StatesAfter(shop, await StoreCopies.InputsOnly(shop.Store), traffic);
        adopted.ShouldContain(state => state != null);
        for (int n = 0; n < adopted.Count; n++)
        {
            adopted[n].ShouldBe(decided[n], traffic.Customers[n]);
        }
    }, settings: Small);

    [Fact]
    public Task Crashes_while_customers_switch_lose_and_double_nothing() => InShops(seeds: 6, async shop =>
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Paris, TwiceRule.Frequent));
        var traffic = new Traffic(shop);
        await traffic.Send(10);
        foreach (TwiceCatalog catalog in new[] { TwiceCatalog.Of(TwiceRule.Paris, TwiceRule.Recent), TwiceCatalog.Lifecycle, TwiceCatalog.Full })
        {
            // Its process dies: nobody waits for the answer.
            _ = shop.Runtime.Catalogs.Change(_ => catalog.Definition).AsTask();
            for (int n = shop.Dice.Next(12); n > 0; n--)
            {
                await shop.World.Linger();
            }
            if (shop.Dice.Next(2) == 0)
            {
                _ = shop.Runtime.SaveCheckpoints();
            }
            await CrashInTheMiddle(shop, traffic);
            await Patience.Until(() => shop.Runtime.Catalogs.Change(_ => catalog.Definition).AsTask());
            await traffic.Send(3);
        }
        await traffic.ShouldAllBeKeptOnce();
        List<PublishedMigration> feed = await shop.Feed();
        feed.ShouldBeWhole();
        await shop.StatisticsShouldAgree(traffic.Customers);
        await shop.MembershipsShouldAgree(traffic.Customers, TwiceCatalog.Full);

        await using MemoryEventStore store = await StoreCopies.InputsOnly(shop.Store);
        await using Shop again = await Shop.Open(shop.World, store, Switching);
        await again.Runtime.MoveTo(shop.NowMs);
        (await again.Feed()).Content().ShouldBe(feed.Content());
        await shop.Runtime.Settle();
        List<byte[]?> adopted = await StatesAfter(shop, await StoreCopies.LogsOnly(shop.Store), traffic);
        List<byte[]?> decided = await StatesAfter(shop, await StoreCopies.InputsOnly(shop.Store), traffic);
        adopted.ShouldBe(decided);
    }, settings: Switching);

    [Fact]
    public Task States_that_were_saved_for_a_checkpoint_that_never_came_do_no_harm() => InShops(seeds: 4, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(20);
        // Every write waits for its turn: some states are saved, the checkpoint is not.
        var faults = ((MemoryEventStore)shop.Store).Faults;
        faults.Hold();
        _ = shop.Runtime.SaveCheckpoints();
        for (int n = shop.Dice.Next(4); n > 0; n--)
        {
            faults.Release();
            faults.Hold();
            await shop.World.Linger();
        }
        await shop.Crash(powerFailure: shop.Dice.Next(2) == 0);
        await traffic.Send(20);
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
    });

    [Fact]
    public Task A_checkpoint_that_takes_its_place_between_batches_loses_nothing_and_counts_nothing_twice() => InShops(seeds: 4, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(20);
        for (int n = 0; n < 3; n++)
        {
            // Four customers at a time; batches, and what falls due, come in between.
            _ = shop.Runtime.SaveCheckpoints();
            await traffic.Send(10);
            await shop.Crash(powerFailure: shop.Dice.Next(2) == 0);
        }
        await traffic.Send(10);
        await traffic.ShouldAllBeKeptOnce();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
    }, settings: new RuntimeSettings { Partition = new() { CheckpointRecords = 20, SliceCustomers = 1 } });

    [Fact]
    public Task A_full_disk_refuses_and_afterwards_all_goes_on() => InShops(seeds: 2, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(10);
        var faults = ((MemoryEventStore)shop.Store).Faults;
        faults.DiskFull = true;
        for (int n = 0; n < 5; n++)
        {
            (await traffic.TrySend([Calls.Order("c1", shop.NowMs, 1, $"refused {n}")])).ShouldBeFalse();
        }
        faults.DiskFull = false;
        await traffic.Send(10);
        await traffic.ShouldAllBeKeptOnce();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
    });

    /// <summary>What is saved of every customer once a runtime has recovered over a store, and has let time pass up to where it stood.</summary>
    private static async Task<List<byte[]?>> StatesAfter(Shop shop, MemoryEventStore store, Traffic traffic)
    {
        await using Shop again = await Shop.Open(shop.World, store, Small);
        await again.Runtime.MoveTo(shop.NowMs);
        await again.Runtime.Stop();
        var routing = new PartitionHash(store.Info);
        var states = new List<byte[]?>();
        foreach (string customer in traffic.Customers)
        {
            ReadOnlyMemory<byte> id = CustomerId.User(customer).Utf8;
            states.Add((await store.States.Load(routing.PartitionOf(id.Span), id))?.Payload.ToArray());
        }
        return states;
    }

    /// <summary>Calls are under way, some writes wait, and the process dies; later its clients send again what was not answered.</summary>
    private static async Task CrashInTheMiddle(Shop shop, Traffic traffic)
    {
        var faults = ((MemoryEventStore)shop.Store).Faults;
        var open = new List<(IngestItem[] Items, Task<bool> Answer)>();
        int calls = 1 + shop.Dice.Next(12);
        int holdAt = shop.Dice.Next(calls);
        for (int n = 0; n < calls; n++)
        {
            if (n == holdAt)
            {
                faults.Hold();
            }
            IngestItem[] items = traffic.Draw(1 + shop.Dice.Next(6));
            open.Add((items, traffic.TrySend(items)));
            await shop.World.Linger();
            if (n > holdAt && shop.Dice.Next(3) == 0)
            {
                faults.Release();
                faults.Hold();
            }
        }
        await shop.Die(powerFailure: shop.Dice.Next(3) == 0);
        await shop.Revive();
        foreach ((IngestItem[] items, Task<bool> answer) in open)
        {
            if (!answer.IsCompleted || !await answer)
            {
                await shop.Send(items);
            }
        }
    }
}
