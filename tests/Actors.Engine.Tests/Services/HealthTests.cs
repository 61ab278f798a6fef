using Actors.Conformance.Shops;
using Actors.Engine.Partitions;
using Actors.Engine.Services;
using Actors.Engine.Tests.Partitions;

namespace Actors.Engine.Tests.Services;

public sealed class HealthTests
{
    [Fact]
    public async Task Recovery_tells_how_far_it_is_while_it_goes_on()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        for (int n = 0; n < 20; n++)
        {
            await rig.Append(Calls.Order($"c{n}", 900_000, 1, $"m{n}"));
        }
        var seen = new List<double>();
        PartitionActor? next = null;
        var store = new WatchedStore(rig.Store) { BlockRead = () => seen.Add(next!.Recovered) };
        next = new PartitionActor(rig.Context with { Store = store });
        await next.Start();
        seen.ShouldBeInOrder();
        seen.Distinct().Count().ShouldBeGreaterThan(20);
        (seen[0], seen.Max() < 1).ShouldBe((0, true));
        next.Recovered.ShouldBe(1);
    }

    [Fact]
    public async Task The_size_of_the_folder_is_not_measured_at_each_question()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        var time = new SteppedTime();
        var store = new WatchedStore(rig.Store);
        var health = new Health(rig, rig.Context.Meter, store, () => 1, time);
        _ = (health.Counters, health.Counters, health.Counters);
        store.Measured.ShouldBe(1);
        time.Step(TimeSpan.FromSeconds(30));
        _ = (health.Counters, health.Counters);
        store.Measured.ShouldBe(2);
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Step(TimeSpan by) => _ticks += by.Ticks;
    }
}
