using Actors.Conformance.Running;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Shops;

/// <summary>One shop: a store, the runtime over it, and what the scenario did so far.</summary>
public sealed class Shop : IAsyncDisposable
{
    private readonly RuntimeSettings _settings;
    private readonly List<(long AtMs, TwiceCatalog Catalog)> _catalogs = [];

    private Shop(World world, IEventStore store, RuntimeSettings settings) => (World, Store, _settings) = (world, store, settings);

    public World World { get; }

    public IEventStore Store { get; private set; }

    public IRuntimeUnderTest Runtime { get; private set; } = null!;

    public Random Dice => World.Dice;

    public long NowMs => Runtime.Clock.NowMs;

    /// <summary>Catalogs by the instant they took effect.</summary>
    public IReadOnlyList<(long AtMs, TwiceCatalog Catalog)> Catalogs => _catalogs;

    public static Task<Shop> Open(World world, FolderCreation folder, RuntimeSettings settings) =>
        Open(world, new MemoryEventStore(folder), settings);

    public static async Task<Shop> Open(World world, IEventStore store, RuntimeSettings settings)
    {
        var shop = new Shop(world, store, settings);
        shop.Runtime = await world.Start(store, settings);
        return shop;
    }

    /// <summary>A shop whose clock stands at the world's beginning, with a catalog.</summary>
    public async Task Begin(TwiceCatalog catalog)
    {
        await Runtime.MoveTo(World.Beginning);
        await Put(catalog);
        await Runtime.MoveTo(World.Beginning + 1);
    }

    /// <summary>Puts a catalog at the clock's now.</summary>
    public async Task Put(TwiceCatalog catalog)
    {
        await Runtime.Settle();
        _catalogs.Add((NowMs, catalog));
        CatalogChange change = await Patience.Until(() => Runtime.Catalogs.Change(_ => catalog.Definition).AsTask());
        change.Errors.ShouldBeEmpty();
        change.Kind.ShouldBeOneOf(CatalogChangeKind.Activated, CatalogChangeKind.Unchanged);
    }

    /// <summary>Sends, again and again where the runtime has no room or loses the answer; what is sent has message ids then.</summary>
    public Task<IngestResult> Send(params IngestItem[] items) => Patience.Until(async () =>
    {
        IngestResult result = await Runtime.Ingress.Send(items);
        return result.Busy ? throw new PartitionUnavailableException("There is no room.") : result;
    });

    public Task<CustomerView?> Read(string customer) => Patience.Until(() => Runtime.Customers.Read(CustomerId.User(customer)).AsTask());

    /// <summary>Addresses of the segments a customer is in, in ordinal order.</summary>
    public async Task<string[]> SegmentsOf(string customer)
    {
        CustomerView? view = await Read(customer);
        return [.. (view?.Memberships ?? []).Select(m => AddressOf(m.Segment)).Order(StringComparer.Ordinal)];
    }

    /// <summary>All changes after a cursor (or from the beginning), in pages.</summary>
    public async Task<List<PublishedMigration>> Feed(FeedCursor? after = null, int pageMax = 64)
    {
        await Runtime.Settle();
        var all = new List<PublishedMigration>();
        FeedCursor cursor = after ?? Runtime.Changes.Oldest;
        while (true)
        {
            FeedPage page = await Patience.Until(() => Runtime.Changes.Read(cursor, null, pageMax, TimeSpan.Zero).AsTask());
            all.AddRange(page.Items);
            cursor = page.Next;
            if (page.Items.Count == 0)
            {
                return all;
            }
        }
    }

    /// <summary>Customers that are in some segments and not in others, in pages of random size.</summary>
    public async Task<string[]> List(string[] within, string[] outside)
    {
        var all = new List<string>();
        int[] inside = [.. within.Select(a => SegmentAt(a).Id)];
        int[] without = [.. outside.Select(a => SegmentAt(a).Id)];
        for (MemberCursor? at = Runtime.Customers.First; at is { } after;)
        {
            int itemsMax = 1 + Dice.Next(5);
            CustomerPage page = await Patience.Until(() => Runtime.Customers.List(inside, without, after, itemsMax).AsTask());
            page.Items.Count.ShouldBeLessThanOrEqualTo(itemsMax);
            all.AddRange(page.Items.Select(view => view.Id.ToString()));
            at = page.Next;
        }
        return [.. all];
    }

    /// <summary>A customer's accepted records, oldest first.</summary>
    public async Task<List<Record>> RecordsOf(string customer)
    {
        IReadOnlyList<StoredRecord> newestFirst =
            await Patience.Until(() => Runtime.Customers.LastEvents(CustomerId.User(customer), int.MaxValue).AsTask());
        return [.. newestFirst.Select(stored => stored.Record).Reverse()];
    }

    public string AddressOf(int segment) => Runtime.Catalogs.Current.Segment(segment).Address;

    public Segment SegmentAt(string address)
    {
        Runtime.Catalogs.Current.TryFind(address, out Segment? segment).ShouldBeTrue(address);
        return segment;
    }

    /// <summary>A clean end and a new start over the same store.</summary>
    public async Task Restart()
    {
        await Runtime.Stop();
        Runtime = await World.Start(Store, _settings);
    }

    /// <summary>The process ends, its store is closed, and what is found in its place when it is opened again is all there is.</summary>
    /// <param name="cleanly">False: the runtime saves nothing on its way out.</param>
    public async Task Reopen(Func<IEventStore> open, bool cleanly)
    {
        await (cleanly ? Runtime.Stop() : Runtime.Abandon());
        await Store.DisposeAsync();
        Store = open();
        await Revive();
    }

    /// <summary>The process dies at this very moment and comes up again over what was durable.</summary>
    public async Task Crash(bool powerFailure = false)
    {
        await Die(powerFailure);
        await Revive();
    }

    public async Task Revive() => Runtime = await World.Start(Store, _settings);

    public async Task Die(bool powerFailure = false)
    {
        MemoryEventStore left = ((MemoryEventStore)Store).Crash(powerFailure);
        await Runtime.Abandon();
        Store = left;
    }

    public async ValueTask DisposeAsync()
    {
        await Runtime.Abandon();
        await Store.DisposeAsync();
    }
}
