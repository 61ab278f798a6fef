using Actors.Cluster.Grains;
using Actors.Cluster.Hosting;
using Actors.Cluster.Streams;
using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Metering;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Actors.Cluster.Tests;

/// <summary>Silos that run: what is sent goes in at one of them, and what is read is asked of another.</summary>
internal sealed class RunningSilos : IRuntimeUnderTest
{
    /// <summary>After so many a segment that lost its memory has heard of every partition again.</summary>
    private const int TicksForEveryReport = 31;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private readonly InProcessTestCluster _cluster;
    private readonly IEventStore _store;
    private readonly SharedClock _clock;
    private bool _ended;

    private RunningSilos(InProcessTestCluster cluster, IEventStore store, SharedClock clock) => (_cluster, _store, _clock) = (cluster, store, clock);

    public IIngress Ingress => Silo(0).Ingress;

    public ICatalogs Catalogs => Silo(0).Catalogs;

    public ICustomers Customers => Silo(1).Customers;

    public IChangeFeed Changes => Silo(1).Changes;

    public ISegments Segments => Silo(1).Segments;

    public IPreviews Previews => Silo(0).Previews;

    public IShopClock Clock => Silo(0).ShopClock;

    public InProcessTestCluster Cluster => _cluster;

    public static async Task<RunningSilos> Start(
        IEventStore store, RuntimeSettings settings, SharedClock clock, Action<Exception> defect, bool streams)
    {
        var builder = new InProcessTestClusterBuilder(2) { Options = { ConfigureFileLogging = false } };
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(store);
            silo.Services.AddSingleton<IClock>(clock);
            silo.Services.AddSingleton(new EngineMeter(TimeProvider.System) { PartitionFailed = (_, e) => defect(e) });
            silo.AddActors(new ClusterOptions { Partition = settings.Partition, Keep = TimeSpan.FromMilliseconds(50), ReleaseWait = TimeSpan.FromSeconds(1) });
            if (streams)
            {
                silo.AddSegmentStreams();
            }
        });
        InProcessTestCluster cluster = builder.Build();
        await cluster.DeployAsync();
        var silos = new RunningSilos(cluster, store, clock);
        await silos.Ready();
        return silos;
    }

    public ClusterSilo Silo(int n) => Of(_cluster.Silos[n % _cluster.Silos.Count]);

    public static ClusterSilo Of(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<ClusterSilo>();

    public static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(Look);
        }
    }

    /// <summary>The silo on which a grain is active; null: on none.</summary>
    public async Task<string?> SiloOf(string grain)
    {
        DetailedGrainStatistic[] all = await _cluster.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return all.Where(one => one.GrainId.ToString() == grain).Select(one => one.SiloAddress.ToString()).SingleOrDefault();
    }

    public async Task MoveTo(long instantMs)
    {
        _clock.Pass(instantMs);
        await Everywhere(partition => partition.Advance(_clock.NowMs));
    }

    public async Task Settle()
    {
        await Everywhere(partition => partition.Advance(_clock.NowMs));
        for (int n = 0; n < TicksForEveryReport; n++)
        {
            await Everywhere(partition => partition.Tick());
        }
        await EverySiloKnows();
    }

    public Task SaveCheckpoints() => Everywhere(partition => partition.SaveCheckpoint());

    public async Task<int> Resident() => (await Silo(0).Health.Partitions()).Sum(status => status.Resident);

    public async Task Stop()
    {
        await End(_cluster.StopSiloAsync);
    }

    public async Task Abandon()
    {
        await End(_cluster.KillSiloAsync);
    }

    private async Task End(Func<InProcessSiloHandle, Task> end)
    {
        if (_ended)
        {
            return;
        }
        _ended = true;
        foreach (InProcessSiloHandle silo in _cluster.Silos.ToArray())
        {
            await end(silo);
        }
        await _cluster.DisposeAsync();
    }

    /// <summary>Completes when every partition has recovered and a catalog change that was under way is done.</summary>
    private async Task Ready()
    {
        while ((await Silo(0).Health.Partitions()).Any(status => !status.Ready || status.Fault is not null))
        {
            await Task.Delay(Look);
        }
        await Patience.Until(async () =>
        {
            await ((Catalogs)Silo(0).Catalogs).Resume();
            return true;
        });
        await EverySiloKnows();
    }

    private async Task Everywhere(Func<IPartitionGrain, Task> turn)
    {
        for (int p = 0; p < _store.Info.Partitions; p++)
        {
            IPartitionGrain partition = _cluster.Client.GetGrain<IPartitionGrain>(p);
            await Patience.Until(async () =>
            {
                try
                {
                    await turn(partition);
                }
                catch (OrleansException e)
                {
                    throw new TimeoutException(e.Message, e);
                }
                return true;
            });
        }
    }

    /// <summary>Completes when every silo has heard of all that was published, and segments of all that partitions told them.</summary>
    private async Task EverySiloKnows()
    {
        ClusterSilo[] silos = [.. _cluster.Silos.Select((_, n) => Silo(n))];
        int version = silos.Max(silo => silo.Catalogs.Current.Version);
        while (silos.Any(silo => silo.ReportsUnderWay > 0 || silo.Catalogs.Current.Version != version
            || Enumerable.Range(0, _store.Info.Partitions).Any(p => silo.Changes.Latest.Positions[p] < _store.Outbox(p).Tail)))
        {
            await Task.Delay(Look);
        }
    }
}
