using Actors.AzureStorage.Tests.Azurite;
using Actors.EventLog;
using Actors.EventLog.Tests;
using Actors.EventLog.Tests.Conformance;

namespace Actors.AzureStorage.Tests.Conformance;

/// <summary>A store that is opened for a cluster: each reopening is another process that takes all partitions from the one before.</summary>
public sealed class SharedSubject : StoreSubject
{
    private readonly TemporaryFolder _cache = new();
    private readonly List<AzureEventStore> _before = [];
    private readonly string _address;
    private AzureEventStore _store;

    public SharedSubject()
    {
        _address = Task.Run(AzuriteProcess.NewContainer).GetAwaiter().GetResult();
        _store = Task.Run(Open).GetAwaiter().GetResult();
    }

    public override IEventStore Store => _store;

    public override bool LoadsAtOnce => false;

    /// <summary>The process before has not heard of it, and stays open.</summary>
    public override async Task Reopen()
    {
        _before.Add(_store);
        _store = await Open();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var store in (AzureEventStore[])[.. _before, _store]) await store.DisposeAsync();
        _cache.Dispose();
    }

    private async Task<AzureEventStore> Open()
    {
        var store = await AzureEventStore.Open(
            _address, Creation, new AzureStoreOptions { CacheFolder = _cache.Path }, shared: true);
        for (var n = 0; n < Partitions; n++) await store.Take(n, _before.Count + 1);
        return store;
    }
}
