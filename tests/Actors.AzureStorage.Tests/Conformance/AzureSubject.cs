using Actors.AzureStorage.Tests.Azurite;
using Actors.EventLog;
using Actors.EventLog.Tests;
using Actors.EventLog.Tests.Conformance;

namespace Actors.AzureStorage.Tests.Conformance;

/// <summary>A store in a container of its own, with a cache of its own.</summary>
public sealed class AzureSubject : StoreSubject
{
    private readonly TemporaryFolder _cache = new();
    private readonly string _address;
    private AzureEventStore _store;

    public AzureSubject()
    {
        _address = Task.Run(AzuriteProcess.NewContainer).GetAwaiter().GetResult();
        _store = Task.Run(Open).GetAwaiter().GetResult();
    }

    public override IEventStore Store => _store;

    /// <summary>A state is asked for over the network.</summary>
    public override bool LoadsAtOnce => false;

    public override async Task Reopen()
    {
        await _store.DisposeAsync();
        // As on another machine.
        foreach (var file in Directory.EnumerateFiles(_cache.Path)) File.Delete(file);
        _store = await Open();
    }

    public override async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _cache.Dispose();
    }

    private Task<AzureEventStore> Open() =>
        AzureEventStore.Open(_address, Creation, new AzureStoreOptions { CacheFolder = _cache.Path });
}
