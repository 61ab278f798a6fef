using Actors.Conformance.Running;
using Actors.Conformance.Shops;

namespace Actors.Conformance.Suites;

/// <summary>Segments' statistics equal a recount of everything.</summary>
public abstract class StatisticsConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    [Fact]
    public Task A_recount_gives_the_same() => InShops(seeds: 3, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        for (int round = 0; round < 3; round++)
        {
            await traffic.Send(20);
            await shop.StatisticsShouldAgree(traffic.Customers);
        }
    });

    [Fact]
    public Task A_recount_gives_the_same_after_restarts_and_crashes() => InShops(seeds: 3, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(20);
        await shop.Restart();
        await shop.StatisticsShouldAgree(traffic.Customers);
        await traffic.Send(20);
        await shop.Crash(powerFailure: shop.Dice.Next(2) == 0);
        await shop.StatisticsShouldAgree(traffic.Customers);
        await traffic.Send(20);
        await shop.StatisticsShouldAgree(traffic.Customers);
    });

    [Fact]
    public Task A_segment_nobody_is_in_is_empty_and_complete() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await shop.StatisticsShouldAgree([]);
        await shop.Restart();
        await shop.StatisticsShouldAgree([]);
    });
}
