using Actors.AzureStorage.Deduplication;
using Actors.AzureStorage.Documents;
using Actors.AzureStorage.Logs;
using Actors.AzureStorage.Rest;
using Actors.AzureStorage.States;
using Actors.EventLog;

namespace Actors.AzureStorage;

/// <summary>What a store is made of, partition by partition.</summary>
internal sealed class StoreParts : IAsyncDisposable
{
    private const int OpenedTogether = 32;

    private readonly AppendBlobLog[] _journals;
    private readonly AppendBlobLog _documentJournal;
    private readonly PartitionFingerprints _fingerprints;

    private StoreParts(
        AppendBlobLog[] inputs, AppendBlobLog[] outboxes, AppendBlobLog[] journals, AzureStates states,
        AppendBlobLog documentJournal, AzureDocuments documents, PartitionFingerprints fingerprints)
    {
        (Inputs, Outboxes, _journals, _documentJournal) = (inputs, outboxes, journals, documentJournal);
        (States, Documents, _fingerprints) = (states, documents, fingerprints);
    }

    public AppendBlobLog[] Inputs { get; }

    public AppendBlobLog[] Outboxes { get; }

    public AzureStates States { get; }

    public AzureDocuments Documents { get; }

    public IReadOnlyList<IFingerprints> Fingerprints => _fingerprints.All;

    public IEnumerable<AppendBlobLog> Logs => [.. Inputs, .. Outboxes];

    /// <param name="isShared">Other processes have the store, too: partitions are taken one by one.</param>
    public static async Task<StoreParts> Open(
        BlobContainer container, FolderInfo info, ulong writer, StoreTrouble trouble, bool isShared)
    {
        using var room = new SemaphoreSlim(OpenedTogether);
        var inputs = await Open("input/", "input log", isPaced: true);
        var outboxes = await Open("outbox/", "migration log", isPaced: true);
        var journals = await Open("state/", "journal of states", isPaced: false);
        var cache = new StateCache(trouble.Options.StateCacheBytes);
        var states = journals.Select((journal, n) => new PartitionStates(
            container, journal, PathOf("state/", "journal of states", n), n, info.RoutingKey, cache, isShared));
        var (documentJournal, documents) = await OpenDocuments(container, info, writer, trouble, isShared);
        var fingerprints = await PartitionFingerprints.Open(container, info, trouble, isShared);
        return new StoreParts(
            inputs, outboxes, journals, new AzureStates([.. states]), documentJournal, documents, fingerprints);

        async Task<AppendBlobLog[]> Open(string kind, string title, bool isPaced)
        {
            var listed = new List<ListedBlob>();
            await foreach (var blob in container.List(kind, trouble.Closing)) listed.Add(blob);
            var byFolder = listed.ToLookup(blob => blob.Name[..Math.Min(blob.Name.Length, kind.Length + 5)], StringComparer.Ordinal);
            return await Task.WhenAll(Enumerable.Range(0, info.Partitions).Select(async n =>
            {
                var path = PathOf(kind, title, n) with { IsPaced = isPaced };
                await room.WaitAsync();
                try
                {
                    return await AppendBlobLog.Open(
                        container, path, info.RoutingKey, writer, trouble, [.. byFolder[path.Folder]], isShared);
                }
                finally
                {
                    room.Release();
                }
            }));
        }
    }

    /// <summary>Reads what the owner before left of a partition, and keeps that one from writing more of it.</summary>
    public async Task Take(int partition, long epoch, CancellationToken cancellation)
    {
        // Blocks that others have given other content show in a listing only.
        await Task.WhenAll(Inputs[partition].Reload(), Outboxes[partition].Reload());
        await Documents.Take(partition, epoch, cancellation);
        await States.Take(partition, epoch, cancellation);
        await _fingerprints.Take(partition, epoch, cancellation);
    }

    /// <summary>Completes when what was taken is written.</summary>
    public Task Close() => Task.WhenAll(((AppendBlobLog[])[.. Logs, .. _journals, _documentJournal]).Select(log => log.Close()));

    public async ValueTask DisposeAsync()
    {
        await _fingerprints.DisposeAsync();
        foreach (var log in (AppendBlobLog[])[.. Logs, .. _journals, _documentJournal]) log.Dispose();
        States.Dispose();
        Documents.Dispose();
    }

    private static LogPath PathOf(string kind, string title, int partition) =>
        new($"{kind}{partition:D4}/", $"{title} of partition {partition}");

    private static async Task<(AppendBlobLog Journal, AzureDocuments Documents)> OpenDocuments(
        BlobContainer container, FolderInfo info, ulong writer, StoreTrouble trouble, bool isShared)
    {
        var path = new LogPath("documents/", "journal of documents");
        var listed = new List<ListedBlob>();
        await foreach (var blob in container.List(path.Folder, trouble.Closing)) listed.Add(blob);
        var journal = await AppendBlobLog.Open(container, path, info.RoutingKey, writer, trouble, listed, isShared);
        return (journal, await AzureDocuments.Open(container, journal, path, listed, isShared, trouble.Closing));
    }
}
