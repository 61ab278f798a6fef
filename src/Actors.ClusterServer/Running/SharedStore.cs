using Actors.AzureStorage;
using Actors.ClusterServer.Options;
using Actors.EventLog;

namespace Actors.ClusterServer.Running;

/// <summary>Opens the storage account for a silo.</summary>
internal static class SharedStore
{
    /// <exception cref="StorageException">It cannot be opened; <see cref="FolderInUseException"/>: a single server has it.</exception>
    public static async Task<IEventStore> Open(ClusterSettings settings, Action<string> tell) => await AzureEventStore.Open(
        settings.Store,
        new FolderCreation(settings.Server.Partitions, "real"),
        new AzureStoreOptions { Troubled = tell, AppendsApart = TimeSpan.FromMilliseconds(settings.Server.CommitMs) },
        shared: true);
}
