using Actors.Conformance.Running;
using Actors.Conformance.Shops;

namespace Actors.Conformance.Suites;

/// <summary>Cold customers leave memory and come back on demand, the same as they were.</summary>
public abstract class ResidencyConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    [Fact]
    public Task Cold_customers_leave_memory_and_come_back_the_same() => InShops(seeds: 2, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop, customers: 60);
        for (int round = 0; round < 5; round++)
        {
            await traffic.Send(30);
            await shop.Runtime.SaveCheckpoints();
            await shop.Runtime.Settle();
            (await shop.Runtime.Resident()).ShouldBeLessThan(60);
        }
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
        await traffic.ShouldAllBeKeptOnce();
    }, settings: new RuntimeSettings { ResidentBytesMax = 3_000 });
}
