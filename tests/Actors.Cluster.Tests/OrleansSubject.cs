using Actors.Conformance.Running;
using Actors.EventLog;

namespace Actors.Cluster.Tests;

/// <summary>The Orleans runtime, for the conformance suites: two silos in this process over one store.</summary>
/// <param name="streams">Whether they publish streams of segments.</param>
public sealed class OrleansSubject(bool streams = false) : RuntimeSubject
{
    public override Task Run(int seed, Func<World, Task> scenario) => Task.Run(() => scenario(new OrleansWorld(seed, streams)));

    private sealed class OrleansWorld(int seed, bool streams) : World(seed)
    {
        private SharedClock? _clock;

        public override async Task<IRuntimeUnderTest> Start(IEventStore store, RuntimeSettings settings)
        {
            bool isVirtual = store.Info.TimeMode == "virtual";
            _clock = new SharedClock(isVirtual, isVirtual ? 0 : Math.Max(Beginning, _clock?.NowMs ?? 0));
            return await RunningSilos.Start(store, settings, _clock, Defect, streams);
        }

        public override async Task Linger() => await Task.Yield();

        private void Defect(Exception e)
        {
            // Where the scenario takes the store away, partitions stop, and should.
            if (e is CorruptLogException or not (StorageException or Engine.Seam.PartitionUnavailableException or TimeoutException))
            {
                lock (Defects)
                {
                    Defects.Add(e);
                }
            }
        }
    }
}
