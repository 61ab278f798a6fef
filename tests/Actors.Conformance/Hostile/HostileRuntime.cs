using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Flows;
using Actors.Engine.Metering;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Routing;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Hostile;

/// <summary>The same actors as everywhere, in the worst cluster there can be.</summary>
internal sealed class HostileRuntime : IRuntimeUnderTest, IDirectory, IIngress, ICatalogs, IDisposable
{
    private const int TicksForEveryReport = 40;
    private const long CheckpointRecordsMax = 50;
    private readonly Pump _pump;
    private readonly Chaos _chaos;
    private readonly RuntimeSettings _settings;
    private readonly HostileClock _clock;
    private readonly PartitionHash _routing;
    private readonly CustomerHosts _customers;
    private readonly SegmentHosts _segments;
    private readonly PartitionHost[] _partitions;
    private readonly Ingress _ingress;
    private readonly Catalogs _catalogs;
    private readonly ChangeFeed _changes;
    private readonly FlowRollup _flows;
    private bool _ended;

    private HostileRuntime(Pump pump, Random dice, IEventStore inner, CatalogStore catalogs, RuntimeSettings settings, Action<Exception> defect)
    {
        (_pump, _settings, _chaos) = (pump, settings, new Chaos(dice));
        PartitionOptions options = settings.Partition with { CheckpointRecords = Math.Min(settings.Partition.CheckpointRecords, CheckpointRecordsMax) };
        var store = new HostileStore(inner, pump, _chaos);
        var network = new Network(pump, _chaos);
        bool isVirtual = inner.Info.TimeMode == "virtual";
        _clock = new HostileClock(isVirtual, isVirtual ? 0 : World.Beginning);
        _routing = new PartitionHash(inner.Info);
        _customers = new CustomerHosts(store, PartitionOf, catalogs, network, _chaos);
        _segments = new SegmentHosts(inner.Info.Partitions, network, _chaos);
        Partitions = inner.Info.Partitions;
        _changes = new ChangeFeed(this, FolderStamp.Of(inner.Info));
        var meter = new EngineMeter(TimeProvider.System) { PartitionFailed = (_, e) => Failed(e, defect) };
        var room = new EndlessRoom();
        _partitions = [.. Enumerable.Range(0, Partitions).Select(n => new PartitionHost(pump, _chaos, network, _clock, () => new PartitionActor(new PartitionContext(
            n, store, this, catalogs, _clock, new HostileScheduler(pump), room, meter, options, _changes.Published))))];
        _ingress = new Ingress(this, room, _clock, meter);
        _catalogs = new Catalogs(catalogs, this, _clock);
        Customers = new Customers(this, _clock, FolderStamp.Of(inner.Info), new StoppedTime());
        _flows = new FlowRollup(inner);
        Segments = new Segments(this, _catalogs, _flows);
        Previews = new Previews(this, _catalogs, _clock, new StoppedTime());
        Clock = new ShopClock(_clock, this);
    }

    public int Partitions { get; }

    public IIngress Ingress => this;

    public ICatalogs Catalogs => this;

    public ICustomers Customers { get; }

    public IChangeFeed Changes => _changes;

    public ISegments Segments { get; }

    public IPreviews Previews { get; }

    public IShopClock Clock { get; }

    Catalog ICatalogs.Current => _catalogs.Current;

    public static async Task<HostileRuntime> Start(
        Pump pump, Random dice, IEventStore store, RuntimeSettings settings, Action<Exception> defect)
    {
        var catalogs = new CatalogStore(store);
        await catalogs.Load();
        var runtime = new HostileRuntime(pump, dice, store, catalogs, settings, defect);
        foreach (PartitionHost partition in runtime._partitions)
        {
            partition.Begin();
            pump.Observed.Add(partition.ToString);
        }
        await runtime.Ready();
        await Patience.Until(async () =>
        {
            await runtime._catalogs.Resume();
            return true;
        });
        runtime._chaos.IsCalm = false;
        return runtime;
    }

    public int PartitionOf(CustomerId id) => _routing.PartitionOf(id.Utf8.Span);

    public ICustomer Customer(CustomerId id, ref long hint) => _customers.Of(id);

    public IPartition Partition(int n) => _partitions[n];

    public ISegment Segment(SegmentKey key) => _segments.Of(key);

    ValueTask<IngestResult> IIngress.Send(ReadOnlyMemory<IngestItem> items, bool waits, CancellationToken cancellation)
    {
        _chaos.IsCalm = false;
        return _ingress.Send(items, waits, cancellation);
    }

    Catalog? ICatalogs.Version(int version) => _catalogs.Version(version);

    IReadOnlyList<CatalogVersion> ICatalogs.History => _catalogs.History;

    ValueTask<IReadOnlyList<CatalogError>> ICatalogs.UnknownNames(CatalogDefinition definition) => _catalogs.UnknownNames(definition);

    CatalogProgress? ICatalogs.UnderWay => _catalogs.UnderWay;

    UnfinishedChange? ICatalogs.Unfinished => _catalogs.Unfinished;

    Task ICatalogs.TakenUp => _catalogs.TakenUp;

    ValueTask<bool> ICatalogs.CancelChange() => _catalogs.CancelChange();

    ValueTask<CatalogChange> ICatalogs.SetTable(string name, ReadOnlyMemory<byte>? rows, CancellationToken cancellation)
    {
        _chaos.IsCalm = false;
        return _catalogs.SetTable(name, rows, cancellation);
    }

    ValueTask<CatalogChange> ICatalogs.Change(
        Func<CatalogDefinition, CatalogDefinition> change, int? expectedVersion, CancellationToken cancellation)
    {
        _chaos.IsCalm = false;
        return _catalogs.Change(change, expectedVersion, cancellation);
    }

    public async Task MoveTo(long instantMs)
    {
        _chaos.IsCalm = false;
        _clock.Pass(instantMs);
        await AdvanceAll();
    }

    /// <summary>From now on nothing goes wrong, until the next call or the passing of time.</summary>
    public async Task Settle()
    {
        await CalmDown();
        await AdvanceAll();
        foreach (PartitionHost partition in _partitions)
        {
            await partition.Tick(TicksForEveryReport);
        }
        await _pump.Delay(1_000);
    }

    public async Task SaveCheckpoints()
    {
        foreach (PartitionHost partition in _partitions)
        {
            await partition.SaveCheckpoint();
        }
        if (_settings.ResidentBytesMax < 1 << 20)
        {
            _customers.DropSome(0.5);
        }
    }

    public Task<int> Resident() => Task.FromResult(_customers.Active);

    public async Task Stop()
    {
        await CalmDown();
        await SaveCheckpoints();
        await Abandon();
    }

    public Task Abandon()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            foreach (PartitionHost partition in _partitions)
            {
                partition.End();
            }
            _catalogs.Dispose();
        }
    }

    private async Task CalmDown()
    {
        _chaos.IsCalm = true;
        // What is still on its way may come late.
        await _pump.Delay(1_000);
        foreach (PartitionHost partition in _partitions)
        {
            partition.EndStaleOwners();
        }
        await Ready();
    }

    private async Task AdvanceAll()
    {
        foreach (PartitionHost partition in _partitions)
        {
            await Patience.Until(async () =>
            {
                await partition.Advance(_clock.NowMs);
                return true;
            });
        }
    }

    private async Task Ready()
    {
        foreach (PartitionHost partition in _partitions)
        {
            await partition.Ready();
        }
    }

    /// <summary>A partition may stop for what the scenario did to it, and for nothing else.</summary>
    internal static void Failed(Exception e, Action<Exception> defect)
    {
        if (e is CorruptLogException or not (StorageException or PartitionUnavailableException or TimeoutException))
        {
            defect(e);
        }
    }
}
