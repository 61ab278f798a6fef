using Actors.Conformance.Running;
using Actors.EventLog;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>The hostile cluster, for the suites: one thread, one seed, the same run again.</summary>
public sealed class ClusterSubject : RuntimeSubject
{
    public override Task Run(int seed, Func<World, Task> scenario)
    {
        var pump = new Pump();
        pump.Run(() => scenario(new ClusterWorld(seed, pump)));
        return Task.CompletedTask;
    }

    private sealed class ClusterWorld(int seed, Pump pump) : World(seed)
    {
        public override async Task<IRuntimeUnderTest> Start(IEventStore store, RuntimeSettings settings) =>
            await HostileCluster.Start(pump, Dice, store, settings, Defects.Add);

        public override Task Linger() => pump.Delay(Dice.Next(40));
    }
}
