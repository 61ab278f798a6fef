using Actors.Conformance.Running;
using Actors.EventLog;

namespace Actors.Conformance.Hostile;

/// <summary>The hostile runtime, for the suites: one thread, one seed, the same run again.</summary>
public sealed class HostileSubject : RuntimeSubject
{
    public override Task Run(int seed, Func<World, Task> scenario)
    {
        var pump = new Pump();
        pump.Run(() => scenario(new HostileWorld(seed, pump)));
        return Task.CompletedTask;
    }

    private sealed class HostileWorld(int seed, Pump pump) : World(seed)
    {
        public override async Task<IRuntimeUnderTest> Start(IEventStore store, RuntimeSettings settings) =>
            await HostileRuntime.Start(pump, Dice, store, settings, Defects.Add);

        public override Task Linger() => pump.Delay(Dice.Next(40));
    }
}
