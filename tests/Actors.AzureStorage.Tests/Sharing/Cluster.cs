using System.Text;
using Actors.AzureStorage.Rest;
using Actors.AzureStorage.Tests.Azurite;
using Actors.EventLog;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Sharing;

/// <summary>One storage account, and as many processes over it as a test likes; each opens the store for itself.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly TemporaryFolder _cache = new();
    private readonly List<AzureEventStore> _stores = [];

    private Cluster(string address) => Address = address;

    public string Address { get; }

    public static async Task<Cluster> Create() => new(await AzuriteProcess.NewContainer());

    public async Task<AzureEventStore> Join(AzureStoreOptions? options = null)
    {
        options = (options ?? new AzureStoreOptions()) with { CacheFolder = _cache.Path };
        var store = await AzureEventStore.Open(Address, new FolderCreation(2), options, shared: true);
        _stores.Add(store);
        return store;
    }

    public async Task Leave(AzureEventStore store)
    {
        _stores.Remove(store);
        await store.DisposeAsync();
    }

    public BlobContainer Container() => BlobPipeline.Connect(
        BlobLocation.Parse(Address), AzureCredential.OfEnvironment(AzuriteProcess.Account), new AzureStoreOptions());

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync();
        _cache.Dispose();
    }

    public static byte[] Name(int n) => Encoding.UTF8.GetBytes($"u:{n}");

    public static StateToSave State(int customer, long applied, int bytes = 100) =>
        new(Name(customer), new StoredState(applied, Blocks.Content(applied, bytes, customer)));

    /// <summary>What an owner does: an input block, a state, a fingerprint, a checkpoint.</summary>
    public static async Task Work(IEventStore store, long position, int documentBytes = 50_000)
    {
        await store.Input(0).Add(Blocks.Of(position, position));
        await store.States.Save(0, [State(1, position)]);
        store.Fingerprints(0).TryAdd((UInt128)position, position).ShouldBeTrue();
        await store.Fingerprints(0).Seal(position);
        await store.PutOwned(0, [("checkpoint/0", Blocks.Content(position, documentBytes))]);
    }

    /// <summary>As the engine takes a partition: the log first.</summary>
    public static async Task<long> Take(IEventStore store)
    {
        var epoch = await store.Input(0).ReadTail() + 1;
        await store.Input(0).Add(Blocks.Of(epoch, epoch));
        await store.Take(0, epoch);
        return epoch;
    }

    /// <summary>A process has all that was worked up to a position, and nothing else.</summary>
    public static async Task ShouldHave(IEventStore store, long position, params long[] sealedPositions)
    {
        var state = (await store.States.Load(0, Name(1))).ShouldNotBeNull();
        state.Applied.ShouldBe(position);
        state.Payload.ToArray().ShouldBe(State(1, position).State.Payload.ToArray());
        (await store.Documents.Get("checkpoint/0"))!.Value.ToArray().ShouldBe(Blocks.Content(position, 50_000));
        store.Fingerprints(0).SealedPosition.ShouldBe(position);
        foreach (var each in sealedPositions) store.Fingerprints(0).Contains((UInt128)each).ShouldBeTrue($"{each}");
    }
}
