using Actors.AzureStorage;
using Actors.EventLog;
using Actors.EventLog.Sqlite;
using Actors.Hosting.Options;

namespace Actors.Server.Hosting;

/// <summary>
/// Opens what <c>--data</c> names: a folder of this machine, or <c>azure:</c> and the address of a container. Without a
/// word about time or partitions an existing one is taken as it is.
/// </summary>
internal static class DataStore
{
    /// <exception cref="StorageException">It cannot be opened; <see cref="FolderInUseException"/>: another process has
    /// it.</exception>
    public static async Task<IEventStore> Open(ServerSettings settings, Action<string> tell) =>
        DataPlace.AzureAddress(settings.Data) is { } address
            ? await OpenAzure(settings, address, new AzureStoreOptions { Troubled = tell, AppendsApart = TimeSpan.FromMilliseconds(settings.CommitMs) })
            : await OpenFolder(settings);

    private static async Task<IEventStore> OpenAzure(ServerSettings settings, string address, AzureStoreOptions options)
    {
        FolderInfo? existing = await AzureEventStore.ReadInfo(address, options);
        return await AzureEventStore.Open(address, Creation(settings, existing?.TimeMode), options);
    }

    private static async Task<IEventStore> OpenFolder(ServerSettings settings)
    {
        bool exists = File.Exists(Path.Combine(settings.Data, "log.db"));
        string? mode = exists && settings.Time is null && settings.Partitions is not null
            ? await ModeOf(settings.Data) : null;
        return exists && settings.Time is null && settings.Partitions is null
            ? SqliteEventStore.Open(settings.Data)
            : SqliteEventStore.Open(settings.Data, Creation(settings, mode));
    }

    private static FolderCreation Creation(ServerSettings settings, string? existingMode) =>
        new(settings.Partitions, settings.Time ?? existingMode ?? "real");

    private static async Task<string> ModeOf(string folder)
    {
        await using SqliteEventStore store = SqliteEventStore.Open(folder);
        return store.Info.TimeMode;
    }
}
