using System.Collections.Concurrent;
using Actors.Cluster.Addresses;
using Actors.Cluster.Grains;
using Actors.Cluster.Placing;
using Actors.Engine.Flows;
using Actors.Engine.Customers;
using Actors.Engine.Metering;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;

namespace Actors.Cluster.Hosting;

/// <summary>What one silo has of the engine: the services, which work from here for the whole shop, and what its grains need.</summary>
public sealed class ClusterSilo : ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    private static readonly TimeSpan LastCalls = TimeSpan.FromSeconds(3);
    private readonly ISiloStatusOracle _silos;
    private readonly SystemScheduler _scheduler;
    private readonly Reports _reports = new();
    private readonly ClusterDirectory _directory;
    private readonly ThreadDeciders _deciders;
    private readonly EngineMeter _meter;
    private readonly FlowRollup _flows;
    private readonly ChangeFeed _changes;
    private readonly TimeProvider _time;
    private Previews? _previews;
    private readonly GatheredSaves[] _saves;
    private readonly ConcurrentDictionary<int, IPartitionGrain> _hosted = [];
    private readonly CancellationTokenSource _stopping = new();
    private Catalogs? _catalogs;
    private bool _isDisposed;
    private Task _watching = Task.CompletedTask;
    private Task _keeping = Task.CompletedTask;

    public ClusterSilo(
        IEventStore store, IClock clock, ClusterOptions options, IGrainFactory grains, ISiloStatusOracle silos, EngineMeter meter, TimeProvider time)
    {
        (Store, Clock, Options, _silos, _meter, _time) = (store, clock, options, silos, meter, time);
        _scheduler = new SystemScheduler(time);
        Versions = new CatalogStore(store);
        _deciders = new ThreadDeciders(Versions);
        Room = new PartitionRoom(store.Info.Partitions, options.RoomPerPartition);
        var sending = new PartitionRoom(store.Info.Partitions, options.RoomPerPartition);
        _directory = new ClusterDirectory(grains, store.Info, sending, _reports, options.CustomerCallsMax);
        uint folder = FolderStamp.Of(store.Info);
        _saves = [.. Enumerable.Range(0, store.Info.Partitions).Select(n => new GatheredSaves(states => store.States.Save(n, states)))];
        _changes = new ChangeFeed(_directory, folder);
        _flows = new FlowRollup(store, keeps: false);
        Ingress = new Ingress(_directory, sending, clock, meter);
        Customers = new Customers(_directory, clock, folder, time);
        ShopClock = new ShopClock(clock, _directory);
        Health = new SiloHealth(new Health(_directory, meter, store, () => 1, time), silos, () => IsStopping);
    }

    public IEventStore Store { get; }

    public IClock Clock { get; }

    public IDirectory Directory => _directory;

    public IIngress Ingress { get; }

    /// <exception cref="InvalidOperationException">The silo has not started.</exception>
    public ICatalogs Catalogs => Started;

    public ICustomers Customers { get; }

    public ISegments Segments => new Segments(_directory, Started, _flows);

    /// <summary>Those begun on this silo.</summary>
    /// <exception cref="InvalidOperationException">The silo has not started.</exception>
    public IPreviews Previews => _previews ??= new Previews(_directory, Started, Clock, _time);

    public IShopClock ShopClock { get; }

    public IChangeFeed Changes => _changes;

    public IHealth Health { get; }

    /// <summary>Partitions that live here now.</summary>
    public int Lives => _hosted.Count;

    /// <summary>Reports to segments that have no answer yet.</summary>
    public int ReportsUnderWay => _reports.UnderWay;

    internal ClusterOptions Options { get; }

    internal TimeProvider Time => _time;

    internal CatalogStore Versions { get; }

    internal Deciders Deciders => _deciders;

    internal PartitionRoom Room { get; }

    /// <summary>No partition is taken any more.</summary>
    internal bool IsStopping { get; private set; }

    private Catalogs Started => _catalogs ?? throw new InvalidOperationException("The silo has not started.");

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(ClusterSilo), ServiceLifecycleStage.ApplicationServices, Load, _ => Task.CompletedTask);
        lifecycle.Subscribe(nameof(ClusterSilo), ServiceLifecycleStage.Active, _ =>
        {
            Begin();
            return Task.CompletedTask;
        }, _ => HandOver());
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            // The container knows it by two names.
            return;
        }
        _isDisposed = true;
        await Stop();
        await _flows.DisposeAsync();
        _catalogs?.Dispose();
        _directory.Dispose();
        _deciders.Dispose();
        _stopping.Dispose();
    }

    internal PartitionActor CreatePartition(int number, IPartitionGrain grain)
    {
        if (IsStopping)
        {
            throw new PartitionUnavailableException($"This silo is stopping: partition {number} will live on another.");
        }
        _hosted[number] = grain;
        return new PartitionActor(new PartitionContext(
            number, Store, _directory, Versions, Clock, _scheduler, Room, _meter, Options.Partition, _changes.Published));
    }

    /// <summary>Saves a customer's state, together with those of its partition that are saved at the same time.</summary>
    internal Task Save(int partition, StateToSave state) => _saves[partition].Save(state);

    internal void Left(int number, IPartitionGrain grain) => _hosted.TryRemove(KeyValuePair.Create(number, grain));

    internal bool IsAtHome(int partition) =>
        PartitionPlacementDirector.HomeOf(partition, _silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Append(_silos.SiloAddress).Distinct())
        .Equals(_silos.SiloAddress);

    private async Task Load(CancellationToken cancellation)
    {
        await Versions.Load();
        _catalogs = new Catalogs(Versions, _directory, Clock);
    }

    private void Begin()
    {
        _watching = new PartitionWatch(_directory, _scheduler, Published, Started.Follow).Run(_stopping.Token);
        _keeping = Keep();
    }

    private void Published(int partition, long tail)
    {
        _changes.Published(partition, tail);
        _flows.Published(partition, tail);
    }

    /// <summary>
    /// Asks for every partition again and again: one that lives nowhere comes to life, wherever it belongs. Once they live, a change of the catalog that the
    /// cluster's last end interrupted goes on.
    /// </summary>
    private async Task Keep()
    {
        bool hasResumed = false;
        try
        {
            while (true)
            {
                await Health.Partitions();
                hasResumed = hasResumed || await TryResume();
                await Task.Delay(Options.Keep, _time, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task<bool> TryResume()
    {
        try
        {
            await Started.Resume();
            return true;
        }
        catch (Exception e) when (e is TimeoutException or PartitionUnavailableException or StorageException)
        {
            // Tried again at the next look.
            return false;
        }
    }

    /// <summary>Hands over every partition that lives here, while its customers still do.</summary>
    private async Task HandOver()
    {
        IsStopping = true;
        await Stop();
        try
        {
            await Task.WhenAll(_hosted.Values.Select(partition => partition.Release()));
        }
        catch (Exception e) when (e is TimeoutException or OrleansException)
        {
            // What was not handed over is recovered by the next owner.
        }
    }

    private async Task Stop()
    {
        await _stopping.CancelAsync();
        await _keeping;
        // A call that waits at a partition takes its seconds; nobody needs the answer any more.
        await Task.WhenAny(_watching, Task.Delay(LastCalls, _time));
    }
}
