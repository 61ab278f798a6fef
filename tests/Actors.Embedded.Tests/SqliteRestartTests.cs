using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Sqlite;

namespace Actors.Embedded.Tests;

/// <summary>
/// The runtime over a real data folder that is closed and opened again: what stands in the files is all there is, most customers are cold and
/// come from them.
/// </summary>
public sealed class SqliteRestartTests : IDisposable
{
    private static readonly RuntimeSettings Small = new()
    {
        ResidentBytesMax = 2_000,
        Partition = new()
        {
            BlockRecordsMax = 16,
            BatchRecordsMax = 32,
            CheckpointRecords = 60,
            RecentMigrations = 10,
            DeduplicationHorizon = TimeSpan.FromDays(3_650),
        },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("actors-restart-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("virtual", true)]
    [InlineData("virtual", false)]
    [InlineData("real", true)]
    [InlineData("real", false)]
    public Task Restarts_lose_and_double_nothing(string timeMode, bool cleanly) => InShops(timeMode, async (shop, open) =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop, customers: 30);
        for (int life = 0; life < 3; life++)
        {
            await traffic.Send(10 + shop.Dice.Next(20));
            await shop.Reopen(open, cleanly);
        }
        await traffic.Send(5);
        await traffic.ShouldAllBeKeptOnce();
        (await shop.Feed()).ShouldBeWhole();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
        await shop.ListsShouldAgree(traffic.Customers);
    });

    [Fact]
    public Task What_falls_due_while_nobody_runs_happens_at_the_start() => InShops("virtual", async (shop, open) =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop, customers: 30);
        await traffic.Send(20);
        await shop.Reopen(open, cleanly: true);
        int before = (await shop.Feed()).Count;
        await shop.Runtime.MoveTo(shop.NowMs + 400 * TwiceRule.DayMs);
        (await shop.Feed()).Count.ShouldBeGreaterThan(before);
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
    });

    [Fact]
    public Task A_reader_of_the_feed_goes_on_behind_its_cursor() => InShops("virtual", async (shop, open) =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop, customers: 30);
        await traffic.Send(20);
        await shop.Runtime.Settle();
        FeedCursor cursor = shop.Runtime.Changes.Latest;
        int told = (await shop.Feed()).Count;
        await shop.Reopen(open, cleanly: false);
        await traffic.Send(20);
        int all = (await shop.Feed()).Count;
        (await shop.Feed(cursor)).Count.ShouldBe(all - told);
    });

    private async Task InShops(string timeMode, Func<Shop, Func<IEventStore>, Task> scenario)
    {
        foreach (int seed in Cases.Seeds(2))
        {
            string folder = Path.Combine(_folder, $"{seed}");
            IEventStore Open() => SqliteEventStore.Open(folder, new FolderCreation(3, timeMode));
            await new EmbeddedSubject().Run(seed, async world =>
            {
                await using Shop shop = await Shop.Open(world, Open(), Small);
                await scenario(shop, Open);
                world.Defects.ShouldBeEmpty($"ACTORS_TEST_SEED={seed}");
            });
        }
    }
}
