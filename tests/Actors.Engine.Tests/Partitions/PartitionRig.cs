using Actors.Conformance.Shops;
using Actors.Engine.Customers;
using Actors.Engine.Metering;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Engine.Segments;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Engine.Tests.Partitions;

/// <summary>One partition whose turns run one at a time, with customers called directly.</summary>
internal sealed class PartitionRig : IDirectory, IClock, IScheduler, IRoom
{
    private readonly Dictionary<CustomerId, CustomerActor> _customers = [];
    private readonly Dictionary<SegmentKey, SegmentActor> _segments = [];
    private readonly CatalogStore _catalogs;

    private PartitionRig(MemoryEventStore store, CatalogStore catalogs, PartitionOptions? options)
    {
        (Store, _catalogs) = (store, catalogs);
        Context = new PartitionContext(
            0, store, this, catalogs, this, this, this, new EngineMeter(TimeProvider.System), options ?? new PartitionOptions(),
            static (_, _) => { });
        Actor = new PartitionActor(Context);
    }

    public MemoryEventStore Store { get; }

    public PartitionContext Context { get; }

    public PartitionActor Actor { get; }

    /// <summary>Where segments live, if not here.</summary>
    public ISegment? FarSegments { get; set; }

    /// <summary>Items that hold room.</summary>
    public int Taken { get; private set; }

    public long NowMs { get; set; } = 1_000_000;

    public int Partitions => 1;

    public bool IsVirtual => false;

    public string? Held => null;

    /// <summary>An owner over a store: a new one, or one that another rig has or had.</summary>
    public static async Task<PartitionRig> Start(MemoryEventStore? store = null, PartitionOptions? options = null)
    {
        PartitionRig rig = await Make(store, options);
        await rig.Actor.Start();
        await rig.Actor.Activate(1);
        return rig;
    }

    /// <summary>One that has yet to start.</summary>
    public static async Task<PartitionRig> Make(MemoryEventStore? store = null, PartitionOptions? options = null)
    {
        SynchronizationContext.Current.ShouldBeOfType<OneAtATime>("A partition's turns never run at once: the test begins by `await OneAtATime.Begin()`.");
        store ??= new MemoryEventStore(new FolderCreation(1));
        var catalogs = new CatalogStore(store);
        await catalogs.Load();
        if (catalogs.Latest == 0)
        {
            await catalogs.Save(Catalog.Compile(TwiceCatalog.Full.Definition, Catalog.Empty, 1).Catalog!, 0);
        }
        return new PartitionRig(store, catalogs, options);
    }

    /// <summary>Puts another catalog.</summary>
    public async Task Put(TwiceCatalog catalog)
    {
        int version = _catalogs.Latest + 1;
        await _catalogs.Save(Catalog.Compile(catalog.Definition, _catalogs.Get(_catalogs.Latest), version).Catalog!, 0);
        await Actor.Activate(version);
    }

    /// <summary>Sends; room is reserved first, as the ingress does.</summary>
    public Task<Ack> Append(params IngestItem[] items)
    {
        Take(0, items.Length);
        return Actor.Append(new IngestBatch(items)).AsTask();
    }

    public async Task<string[]> MessagesOf(string customer) =>
    [
        .. (await Actor.History(CustomerId.User(customer), long.MaxValue, int.MaxValue))
            .Select(stored => System.Text.Encoding.UTF8.GetString(stored.Record.MessageId.Span)),
    ];

    /// <summary>The block with a customer's latest record is not what was written any more.</summary>
    public async Task Damage(string customer)
    {
        long position = (await Actor.History(CustomerId.User(customer), long.MaxValue, 1))[0].Record.Position;
        LogBlock block = (await Store.Input(0).ReadAt(position)).ShouldNotBeNull();
        await Store.Input(0).Replace(block with { Payload = block.Payload[..(block.Payload.Length / 2)] });
    }

    /// <summary>Every customer loses its memory, and has what was saved.</summary>
    public void ForgetCustomers() => _customers.Clear();

    public int PartitionOf(CustomerId id) => 0;

    /// <summary>Customers that were called.</summary>
    public int Called => _customers.Count;

    public ICustomer Customer(CustomerId id, ref long hint)
    {
        if (!_customers.TryGetValue(id, out CustomerActor? actor))
        {
            actor = new CustomerActor(new Deciders(_catalogs), new States(Store));
            var own = new CustomerId(id.Utf8.ToArray());
            var memory = new ArrayMemory();
            StateBytes.Restore(memory, Store.States.Load(0, own.Utf8).AsTask().GetAwaiter().GetResult());
            actor.Bind(own, memory);
            _customers[own] = actor;
        }
        return actor;
    }

    public IPartition Partition(int n) => Actor;

    public ISegment Segment(SegmentKey key)
    {
        if (FarSegments is { } far)
        {
            return far;
        }
        if (!_segments.TryGetValue(key, out SegmentActor? actor))
        {
            _segments[key] = actor = new SegmentActor(key, 1);
        }
        return actor;
    }

    public void Confirm()
    {
    }

    public long MoveTo(long instantMs) => NowMs;

    /// <summary>Short whiles are over at once, long ones never.</summary>
    public async ValueTask Delay(TimeSpan delay, CancellationToken cancellation = default)
    {
        await (delay < TimeSpan.FromSeconds(1) ? Task.CompletedTask : new TaskCompletionSource().Task);
        await Task.Yield();
    }

    public bool TryReserve(int partition, int items)
    {
        Take(partition, items);
        return true;
    }

    public void Take(int partition, int items) => Taken += items;

    public void Release(int partition, int items) => Taken -= items;

    private sealed class States(MemoryEventStore store) : ICustomerStates
    {
        public ValueTask<StoredState?> Load(CustomerId id) => store.States.Load(0, id.Utf8);

        public ValueTask Save(CustomerId id, long applied, ReadOnlySpan<long> words) =>
            store.States.Save(0, [new StateToSave(id.Utf8, StateBytes.Of(applied, words))]);
    }
}
