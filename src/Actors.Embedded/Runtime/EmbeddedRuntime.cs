using Actors.Embedded.Lanes;
using Actors.Embedded.Residency;
using Actors.Embedded.Time;
using Actors.Engine.Customers;
using Actors.Engine.Flows;
using Actors.Engine.Metering;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Engine.Time;
using Actors.EventLog;

namespace Actors.Embedded.Runtime;

/// <summary>
/// The actors on this machine's cores: partitions shared out over a few threads, customers called directly by their partition.
/// </summary>
public sealed class EmbeddedRuntime : IAsyncDisposable
{
    private readonly Lane[] _lanes;
    private readonly EmbeddedPartition[] _partitions;
    private readonly EmbeddedDirectory _directory;
    private readonly EmbeddedOptions _options;
    private readonly Catalogs _catalogs;
    private readonly ChangeFeed _feed;
    private readonly FlowRollup _flows;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Ticker _ticker;
    private readonly Task _ticking;

    private EmbeddedRuntime(IEventStore store, CatalogStore catalogs, EmbeddedOptions options, TimeProvider time, EngineMeter meter, Action<Exception> failed)
    {
        (_options, Store, Meter) = (options, store, meter);
        Clock = store.Info.TimeMode == "virtual" ? new VirtualClock() : new SystemClock(time);
        var room = new PartitionRoom(store.Info.Partitions, options.RoomPerPartition);
        _directory = new EmbeddedDirectory(store.Info);
        _feed = new ChangeFeed(_directory, FolderStamp.Of(store.Info));
        _flows = new FlowRollup(store);
        int lanes = Math.Min(options.Lanes > 0 ? options.Lanes : Environment.ProcessorCount, store.Info.Partitions);
        _lanes = [.. Enumerable.Range(0, lanes).Select(n => new Lane($"lane {n}", failed))];
        Deciders[] deciders = [.. _lanes.Select(_ => new Deciders(catalogs))];
        Residence = new Residence(options.ResidentBytesMax);
        var scheduler = new LaneScheduler(time);
        var gate = new CheckpointGate(store.Info.Partitions);
        _partitions = [.. Enumerable.Range(0, store.Info.Partitions).Select(n => new EmbeddedPartition(
            _lanes[n % lanes],
            new PartitionActor(new PartitionContext(
                n, store, _directory, catalogs, Clock, scheduler, room, meter, options.Partition, Published, gate)),
            new ResidentCustomers(n, store.States, deciders[n % lanes], Residence),
            Stir))];
        _directory.Place(_partitions);
        _catalogs = new Catalogs(catalogs, _directory, Clock);
        Ingress = new Ingress(_directory, room, Clock, meter);
        Customers = new Customers(_directory, Clock, FolderStamp.Of(store.Info));
        Segments = new Segments(_directory, _catalogs, _flows);
        Previews = new Previews(_directory, _catalogs, Clock, time);
        ShopClock = new ShopClock(Clock, _directory);
        Health = new Health(_directory, meter, store, () => _partitions.Average(p => p.Recovered), time);
        _ticker = new Ticker(_partitions, Clock, options.Tick, time);
        _ticking = Task.Run(() => _ticker.Run(_stopping.Token));
    }

    public IEventStore Store { get; }

    public IClock Clock { get; }

    public EngineMeter Meter { get; }

    public IDirectory Directory => _directory;

    public Residence Residence { get; }

    public IIngress Ingress { get; }

    public ICatalogs Catalogs => _catalogs;

    public ICustomers Customers { get; }

    public ISegments Segments { get; }

    public IPreviews Previews { get; }

    public IShopClock ShopClock { get; }

    public IChangeFeed Changes => _feed;

    public IHealth Health { get; }

    /// <summary>Completes when every partition has recovered and a catalog change that was under way is done.</summary>
    public Task Started { get; private set; } = Task.CompletedTask;

    /// <summary>Begins recovery; the services answer meanwhile that they are not ready.</summary>
    /// <param name="failed">Told of a defect nobody awaited.</param>
    public static async Task<EmbeddedRuntime> Start(
        IEventStore store, EmbeddedOptions? options = null, TimeProvider? time = null, EngineMeter? meter = null, Action<Exception>? failed = null)
    {
        time ??= TimeProvider.System;
        var catalogs = new CatalogStore(store);
        await catalogs.Load();
        var runtime = new EmbeddedRuntime(
            store, catalogs, options ?? new EmbeddedOptions(), time, meter ?? new EngineMeter(time), failed ?? (static _ => { }));
        runtime.Started = runtime.Recover();
        return runtime;
    }

    /// <summary>Saves a checkpoint of every partition and stops. The store stays open: it is the caller's.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await FinishOrderly().WaitAsync(_options.StopWait);
        }
        catch (TimeoutException)
        {
            // A disk that stays full must not keep the process from ending: the log has everything.
            Meter.CheckpointFailed($"The last checkpoint was not saved within {_options.StopWait.TotalSeconds:0} s of the stop.");
        }
        await Release();
    }

    private async Task FinishOrderly()
    {
        await _ticking;
        await SaveCheckpoints();
    }

    private async ValueTask Release()
    {
        foreach (Lane lane in _lanes)
        {
            lane.Dispose();
        }
        await _flows.DisposeAsync();
        _catalogs.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Lets every partition look at the clock now.</summary>
    internal Task Tick() => Task.WhenAll(_partitions.Select(p => p.Tick(Clock.NowMs, recent: true)));

    /// <summary>Saves every state and where each partition stands; partitions do so by themselves, too.</summary>
    public Task SaveCheckpoints() => Task.WhenAll(_partitions.Select(p => p.SaveCheckpoint()));

    /// <summary>Ends as a killed process does: nothing more is saved.</summary>
    internal async Task Abandon()
    {
        await _stopping.CancelAsync();
        await Release();
    }

    private void Published(int partition, long tail)
    {
        _feed.Published(partition, tail);
        _flows.Published(partition, tail);
        Stir();
    }

    private void Stir() => _ticker.Stir();

    private async Task Recover()
    {
        await Task.WhenAll(_partitions.Select(p => p.Start()));
        await _catalogs.Resume();
        await Health.Partitions();
    }
}
