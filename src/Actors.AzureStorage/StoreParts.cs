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

    private StoreParts(
        AppendBlobLog[] inputs, AppendBlobLog[] outboxes, AppendBlobLog[] journals, AzureStates states,
        AppendBlobLog documentJournal, AzureDocuments documents, MirroredFingerprints[] fingerprints)
    {
        (Inputs, Outboxes, _journals, _documentJournal) = (inputs, outboxes, journals, documentJournal);
        (States, Documents, Fingerprints) = (states, documents, fingerprints);
    }

    public AppendBlobLog[] Inputs { get; }

    public AppendBlobLog[] Outboxes { get; }

    public AzureStates States { get; }

    public AzureDocuments Documents { get; }

    public MirroredFingerprints[] Fingerprints { get; }

    public IEnumerable<AppendBlobLog> Logs => [.. Inputs, .. Outboxes];

    public static async Task<StoreParts> Open(BlobContainer container, FolderInfo info, ulong writer, StoreTrouble trouble)
    {
        using var room = new SemaphoreSlim(OpenedTogether);
        var inputs = await Open("input/", "input log");
        var outboxes = await Open("outbox/", "migration log");
        var journals = await Open("state/", "journal of states");
        var cache = new StateCache(trouble.Options.StateCacheBytes);
        var states = journals.Select((journal, n) => new PartitionStates(
            container, journal, PathOf("state/", "journal of states", n), n, info.RoutingKey, cache));
        var (documentJournal, documents) = await OpenDocuments(container, info, writer, trouble);
        var fingerprints = await OpenFingerprints(container, info, trouble);
        return new StoreParts(
            inputs, outboxes, journals, new AzureStates([.. states]), documentJournal, documents, fingerprints);

        async Task<AppendBlobLog[]> Open(string kind, string title)
        {
            var listed = new List<ListedBlob>();
            await foreach (var blob in container.List(kind, trouble.Closing)) listed.Add(blob);
            var byFolder = listed.ToLookup(blob => blob.Name[..Math.Min(blob.Name.Length, kind.Length + 5)], StringComparer.Ordinal);
            return await Task.WhenAll(Enumerable.Range(0, info.Partitions).Select(async n =>
            {
                var path = PathOf(kind, title, n);
                await room.WaitAsync();
                try
                {
                    return await AppendBlobLog.Open(
                        container, path, info.RoutingKey, writer, trouble, [.. byFolder[path.Folder]]);
                }
                finally
                {
                    room.Release();
                }
            }));
        }
    }

    /// <summary>Completes when what was taken is written.</summary>
    public Task Close() => Task.WhenAll(((AppendBlobLog[])[.. Logs, .. _journals, _documentJournal]).Select(log => log.Close()));

    public async ValueTask DisposeAsync()
    {
        foreach (var fingerprints in Fingerprints) await fingerprints.DisposeAsync();
        foreach (var log in (AppendBlobLog[])[.. Logs, .. _journals, _documentJournal]) log.Dispose();
        States.Dispose();
        Documents.Dispose();
    }

    private static LogPath PathOf(string kind, string title, int partition) =>
        new($"{kind}{partition:D4}/", $"{title} of partition {partition}");

    private static async Task<(AppendBlobLog Journal, AzureDocuments Documents)> OpenDocuments(
        BlobContainer container, FolderInfo info, ulong writer, StoreTrouble trouble)
    {
        var path = new LogPath("documents/", "journal of documents");
        var listed = new List<ListedBlob>();
        await foreach (var blob in container.List(path.Folder, trouble.Closing)) listed.Add(blob);
        var journal = await AppendBlobLog.Open(container, path, info.RoutingKey, writer, trouble, listed);
        return (journal, await AzureDocuments.Open(container, journal, path, listed, trouble.Closing));
    }

    private static async Task<MirroredFingerprints[]> OpenFingerprints(
        BlobContainer container, FolderInfo info, StoreTrouble trouble)
    {
        // The key tells stores apart whatever stands at an address by and by.
        var folder = trouble.Options.CacheFolder ?? Path.Combine(
            Path.GetTempPath(), $"actors-fingerprints-{Convert.ToHexStringLower(info.RoutingKey.Span)[..16]}");
        var copies = await MirroredFingerprints.List(container, trouble.Closing);
        var fingerprints = new MirroredFingerprints[info.Partitions];
        await Parallel.ForAsync(0, info.Partitions, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, cancellation) =>
            fingerprints[n] = await MirroredFingerprints.Open(container, folder, n, [.. copies[n]], cancellation));
        return fingerprints;
    }
}
