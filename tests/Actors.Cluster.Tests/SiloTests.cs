using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Orleans.TestingHost;

namespace Actors.Cluster.Tests;

/// <summary>Silos come and go while a shop sells.</summary>
public sealed class SiloTests() : ConformanceSuite(new OrleansSubject())
{
    [Fact]
    public Task A_silo_that_is_killed_takes_nothing_with_it() => WhileSelling(async cluster =>
        await cluster.KillSiloAsync(cluster.Silos[^1]));

    [Fact]
    public Task A_silo_that_stops_hands_its_partitions_over() => WhileSelling(async cluster =>
        await cluster.StopSiloAsync(cluster.Silos[^1]));

    [Fact]
    public Task A_silo_that_is_added_gets_its_share() => WhileSelling(async cluster =>
    {
        InProcessSiloHandle added = await cluster.StartAdditionalSiloAsync();
        await RunningSilos.Until(() => RunningSilos.Of(added).Lives > 0);
    });

    [Fact]
    public Task Customers_live_beside_their_partitions() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(20);
        var silos = (RunningSilos)shop.Runtime;
        int active = 0;
        foreach (string customer in traffic.Customers)
        {
            int partition = silos.Silo(0).Directory.PartitionOf(Segmentation.Records.CustomerId.User(customer));
            string home = (await silos.SiloOf($"partition/{partition:X}")).ShouldNotBeNull();
            if (await silos.SiloOf($"customer/u:{customer}") is { } lives)
            {
                lives.ShouldBe(home, customer);
                active++;
            }
        }
        active.ShouldBeGreaterThan(0);
    });

    private Task WhileSelling(Func<InProcessTestCluster, Task> happens) => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        var traffic = new Traffic(shop);
        await traffic.Send(20);
        Task selling = traffic.Send(60);
        await happens(((RunningSilos)shop.Runtime).Cluster);
        await selling;
        await traffic.ShouldAllBeKeptOnce();
        List<PublishedMigration> feed = await shop.Feed();
        feed.ShouldBeWhole();
        await shop.ShouldAgreeWithTheOracle(traffic.Customers);
        await shop.StatisticsShouldAgree(traffic.Customers);
    });
}
