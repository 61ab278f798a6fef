using Actors.Cluster.Hosting;
using Actors.ClusterServer.Options;
using Actors.Engine.Metering;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.Hosting.Running;
using Microsoft.Extensions.Logging.Console;

namespace Actors.ClusterServer.Running;

/// <summary>A silo of this process, over the store that all silos share.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    private static readonly TimeSpan HandOverMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly IEventStore _store;
    private readonly IHost _host;

    private SiloHost(IEventStore store, IHost host, string cluster) => (_store, _host, Cluster) = (store, host, cluster);

    /// <summary>The cluster's id: that of the store, so that silos of two shops never become one cluster.</summary>
    public string Cluster { get; }

    public EngineServices Services
    {
        get
        {
            ClusterSilo silo = Silo;
            return new(
                _store, silo.Directory, silo.Ingress, silo.Catalogs, silo.Customers, silo.Segments, silo.ShopClock, silo.Changes, silo.Previews,
                silo.Health);
        }
    }

    private ClusterSilo Silo => _host.Services.GetRequiredService<ClusterSilo>();

    /// <summary>Opens the store, joins the cluster and begins to take partitions.</summary>
    /// <exception cref="StorageException">The store cannot be opened, or is not what was asked for.</exception>
    public static async Task<SiloHost> Start(ClusterSettings settings, CancellationToken stopping)
    {
        await settings.Clustering.Prepare(settings.ClusteringAddress, stopping);
        IEventStore store = await SharedStore.Open(settings, Tell);
        try
        {
            string cluster = $"actors-{FolderStamp.Of(store.Info):x8}";
            IHost host = Build(settings, store, cluster);
            var silo = new SiloHost(store, host, cluster);
            await host.StartAsync(stopping);
            return silo;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when events are taken, wherever they go, and the catalog file's definitions are current.</summary>
    /// <exception cref="InvalidDefinitionsException">The definitions do not fit those of the store.</exception>
    public async Task Ready(CatalogFile? catalog, CancellationToken stopping)
    {
        while (!await IsReady(catalog))
        {
            await Task.Delay(Look, stopping);
        }
    }

    /// <summary>Hands all partitions over and leaves the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(HandOverMax))
        {
            await _host.StopAsync(patience.Token);
        }
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task<bool> IsReady(CatalogFile? catalog)
    {
        await Silo.Health.Partitions();
        if (!Silo.Health.Ready)
        {
            return false;
        }
        try
        {
            await (catalog?.MakeCurrent(Silo.Catalogs) ?? Task.CompletedTask);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or PartitionUnavailableException)
        {
            // A silo that comes or goes at this moment takes partitions with it.
            return false;
        }
    }

    private static IHost Build(ClusterSettings settings, IEventStore store, string cluster)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true)
            // Calls to a silo that went are made again, and a partition that comes to life on a silo that stops goes elsewhere: nothing to wake anybody for.
            .AddFilter("Orleans", LogLevel.Error).AddFilter("Orleans.Grain", LogLevel.Critical);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = HandOverMax);
        // Signals are this program's own affair: the web server stops first.
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddSingleton<IFatalErrorHandler, LeftBehind>();
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(new EngineMeter(TimeProvider.System)
        {
            CheckpointFailed = Tell,
            LogRefused = new Seldom(Tell, TimeSpan.FromMinutes(1), TimeProvider.System).Tell,
            RuleFailing = Tell,
            PartitionFailed = (n, fault) => Tell($"partition {n} stopped here: {fault.Message}"),
        });
        builder.UseOrleans(silo =>
        {
            silo.Configure<Orleans.Configuration.ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, cluster));
            // There are no clients but the silos themselves: no gateway.
            silo.ConfigureEndpoints(settings.Silo.Address, settings.Silo.Port, gatewayPort: 0, listenOnAnyHostAddress: false);
            settings.Clustering.Configure(silo, settings.ClusteringAddress);
            silo.AddActors();
        });
        return builder.Build();
    }

    private static void Tell(string fault) => Console.Error.WriteLine($"actors: {fault}");
}
