using Actors.Conformance.Running;
using Actors.Embedded.Runtime;
using Actors.Engine.Metering;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;

namespace Actors.Embedded.Tests;

/// <summary>The embedded runtime, for the conformance suites. Its timers stand still: the suites move time.</summary>
public sealed class EmbeddedSubject : RuntimeSubject
{
    public override Task Run(int seed, Func<World, Task> scenario) => Task.Run(() => scenario(new EmbeddedWorld(seed)));

    private sealed class EmbeddedWorld(int seed) : World(seed)
    {
        private readonly FakeTime _time = new(Beginning);

        public override async Task<IRuntimeUnderTest> Start(IEventStore store, RuntimeSettings settings)
        {
            var options = new EmbeddedOptions { Lanes = 2, ResidentBytesMax = settings.ResidentBytesMax, Partition = settings.Partition };
            var runtime = new RunningEmbedded(store, options, _time, Defect);
            await runtime.Begin();
            return runtime;
        }

        public override async Task Linger() => await Task.Yield();

        private void Defect(Exception e)
        {
            // Where the scenario takes the store away, partitions stop, and should.
            if (e is CorruptLogException or not (StorageException or PartitionUnavailableException))
            {
                lock (Defects)
                {
                    Defects.Add(e);
                }
            }
        }
    }

    private sealed class RunningEmbedded(IEventStore store, EmbeddedOptions options, FakeTime time, Action<Exception> defect) : IRuntimeUnderTest
    {
        private EmbeddedRuntime _runtime = null!;
        private bool _ended;

        public IIngress Ingress => _runtime.Ingress;

        public ICustomers Customers => _runtime.Customers;

        public ICatalogs Catalogs => _runtime.Catalogs;

        public IChangeFeed Changes => _runtime.Changes;

        public ISegments Segments => _runtime.Segments;

        public IPreviews Previews => _runtime.Previews;

        public IShopClock Clock => _runtime.ShopClock;

        public async Task Begin()
        {
            _runtime = await EmbeddedRuntime.Start(
                store, options, time, new EngineMeter(time) { PartitionFailed = (_, e) => defect(e) }, defect);
            await _runtime.Started;
        }

        public async Task MoveTo(long instantMs)
        {
            time.MoveTo(instantMs);
            if (Clock.IsVirtual)
            {
                await Clock.AdvanceTo(instantMs);
            }
            await _runtime.Tick();
        }

        public async Task Settle()
        {
            for (int p = 0; p < store.Info.Partitions; p++)
            {
                await _runtime.Directory.Partition(p).Advance(Clock.NowMs);
            }
            await _runtime.Tick();
        }

        public Task SaveCheckpoints() => _runtime.SaveCheckpoints();

        public async Task<int> Resident() => (await _runtime.Health.Partitions()).Sum(p => p.Resident);

        public async Task Stop()
        {
            _ended = true;
            await _runtime.DisposeAsync();
        }

        public async Task Abandon()
        {
            if (!_ended)
            {
                _ended = true;
                await _runtime.Abandon();
            }
        }
    }
}
