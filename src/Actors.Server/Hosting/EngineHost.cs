using Actors.Embedded.Runtime;
using Actors.Engine.Metering;
using Actors.EventLog;
using Actors.Hosting.Options;
using Actors.Hosting.Running;

namespace Actors.Server.Hosting;

/// <summary>A data folder and the actors that live on it.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly CatalogFile? _catalog;
    private volatile bool _isStopping;

    private EngineHost(IEventStore store, EmbeddedRuntime runtime, CatalogFile? catalog) =>
        (Store, Runtime, _catalog) = (store, runtime, catalog);

    public IEventStore Store { get; }

    public EmbeddedRuntime Runtime { get; }

    public EngineServices Services => new(
        Store, Runtime.Directory, Runtime.Ingress, Runtime.Catalogs, Runtime.Customers, Runtime.Segments, Runtime.ShopClock, Runtime.Changes,
        Runtime.Previews, Runtime.Health);

    /// <summary>Opens the folder and begins recovery, which goes on while the caller starts to serve.</summary>
    /// <param name="catalog">Made current once the folder has recovered; null: the folder's own.</param>
    /// <exception cref="StorageException">The folder cannot be opened; <see cref="FolderInUseException"/>: another
    /// process has it.</exception>
    public static async Task<EngineHost> Open(ServerSettings settings, CatalogFile? catalog)
    {
        IEventStore store = await DataStore.Open(settings, Tell);
        try
        {
            var meter = new EngineMeter(TimeProvider.System)
            {
                CheckpointFailed = Tell,
                LogRefused = new Seldom(Tell, TimeSpan.FromMinutes(1), TimeProvider.System).Tell,
                RuleFailing = Tell,
                PartitionFailed = (n, fault) => Tell($"partition {n} stopped: {fault.Message}"),
            };
            var options = new EmbeddedOptions { ResidentBytesMax = settings.ResidentBytes };
            EmbeddedRuntime runtime =
                await EmbeddedRuntime.Start(store, options, meter: meter, failed: fault => Tell($"{fault}"));
            return new(store, runtime, catalog);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when events are taken: recovered, and the catalog file's definitions current.</summary>
    /// <exception cref="InvalidDefinitionsException">The definitions do not fit those of the folder.</exception>
    public async Task Ready()
    {
        await Runtime.Started;
        _ = TellOfUnfinished();
        if (_catalog is not null)
        {
            await _catalog.MakeCurrent(Runtime.Catalogs);
        }
    }

    /// <summary>
    /// Completes when all that is durable now has been decided, and all that fell due by the shop's time.
    /// </summary>
    public async Task Decided(CancellationToken cancellation)
    {
        if (Runtime.ShopClock.IsVirtual)
        {
            await Runtime.ShopClock.AdvanceTo(Runtime.ShopClock.NowMs, cancellation);
            return;
        }
        while ((await Runtime.Health.Partitions()).Any(partition => partition.Applied < partition.Durable))
        {
            await Task.Delay(20, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        await Runtime.DisposeAsync();
        await Store.DisposeAsync();
    }

    /// <summary>Of a change of the definitions that this start took up in vain: nobody waits for it.</summary>
    private async Task TellOfUnfinished()
    {
        await Runtime.Catalogs.TakenUp;
        if (!_isStopping && Runtime.Catalogs.Unfinished is { } left)
        {
            Tell($"the change to version {left.Version} of the definitions, which the last end interrupted, could not be carried through; "
                + $"the next start tries again, unless it is given up (DELETE /api/catalog/change): {left.Reason}");
        }
    }

    private static void Tell(string fault) => Console.Error.WriteLine($"actors: {fault}");
}
