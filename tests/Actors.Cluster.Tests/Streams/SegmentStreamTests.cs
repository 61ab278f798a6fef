using Actors.Cluster.Grains;
using Actors.Cluster.Streams;
using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Actors.Cluster.Tests.Streams;

/// <summary>Streams of segments on two silos; whoever subscribes is on one of them.</summary>
public sealed class SegmentStreamTests() : ConformanceSuite(new OrleansSubject(streams: true))
{
    [Fact]
    public Task A_stream_tells_who_comes_into_its_segment_and_who_leaves_it_in_the_order_of_each_partition() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        Heard[] heard = [await Heard.Of(shop, "recent"), await Heard.Of(shop, "lifecycle/active")];
        var traffic = new Traffic(shop);
        for (int n = 0; n < 4; n++)
        {
            await traffic.Send(15);
            await traffic.PassTime();
        }
        await ShouldHaveHeardAll(shop, heard);
    });

    [Fact]
    public Task A_partition_that_changes_hands_tells_all_that_it_published() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        Heard[] heard = [await Heard.Of(shop, "recent"), await Heard.Of(shop, "lifecycle/new")];
        var traffic = new Traffic(shop);
        var silos = (RunningSilos)shop.Runtime;
        for (int n = 0; n < 3; n++)
        {
            Task selling = traffic.Send(20);
            for (int p = 0; p < shop.Store.Info.Partitions; p++)
            {
                await silos.Cluster.Client.GetGrain<IPartitionGrain>(p).Release();
            }
            await selling;
        }
        await ShouldHaveHeardAll(shop, heard);
    });

    [Fact]
    public Task What_nobody_subscribes_to_is_on_no_stream() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await new Traffic(shop).Send(20);
        List<PublishedMigration> feed = await shop.Feed();
        feed.ShouldNotBeEmpty();
        var streams = ((RunningSilos)shop.Runtime).Cluster.Silos[0].ServiceProvider.GetRequiredService<SegmentStreams>();
        (await streams.Tell(feed)).ShouldBeFalse();
    });

    private static async Task ShouldHaveHeardAll(Shop shop, Heard[] heard)
    {
        List<PublishedMigration> feed = await shop.Feed();
        foreach (Heard one in heard)
        {
            string[] expected = [.. feed.Where(m => m.Migration.From == one.Segment || m.Migration.To == one.Segment).Select(Told).Order(StringComparer.Ordinal)];
            expected.ShouldNotBeEmpty();
            await RunningSilos.Until(() => one.Once().Count >= expected.Length);
            one.Once().Select(Told).Order(StringComparer.Ordinal).ShouldBe(expected);
            foreach (IGrouping<int, SegmentMigration> partition in one.Once().GroupBy(m => m.Partition))
            {
                partition.Select(m => m.Position).ShouldBe(partition.Select(m => m.Position).Order());
            }
        }
    }

    private static string Told(PublishedMigration m) => Told(m.Partition, m.OutboxPosition, m.Migration.Customer.ToString(), m.Migration.Sequence, m.Migration.From, m.Migration.To, m.Migration.AtMs);

    private static string Told(SegmentMigration m) => Told(m.Partition, m.Position, m.Customer, m.Sequence, m.From, m.To, m.AtMs);

    private static string Told(int partition, long position, string customer, long sequence, int from, int to, long atMs) =>
        $"{partition}/{position} {customer} #{sequence} {from}->{to} at {atMs}";

    /// <summary>What one subscriber has heard.</summary>
    private sealed class Heard(int segment)
    {
        private readonly List<SegmentMigration> _all = [];

        public int Segment => segment;

        public static async Task<Heard> Of(Shop shop, string address)
        {
            var heard = new Heard(shop.SegmentAt(address).Id);
            var silos = (RunningSilos)shop.Runtime;
            await silos.Cluster.Silos[0].ServiceProvider.GetRequiredKeyedService<IStreamProvider>(SegmentStreamExtensions.DefaultProvider)
                .GetStream<SegmentMigration>(SegmentStreams.Of(heard.Segment)).SubscribeAsync((one, _) => heard.Add(one));
            return heard;
        }

        /// <summary>Each migration where it was told first.</summary>
        public List<SegmentMigration> Once()
        {
            lock (_all)
            {
                return [.. _all.DistinctBy(m => (m.Partition, m.Position))];
            }
        }

        private Task Add(SegmentMigration one)
        {
            lock (_all)
            {
                _all.Add(one);
            }
            return Task.CompletedTask;
        }
    }
}
