using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Deduplication;

/// <summary>The fingerprints of all partitions: opened at once by the one server there is, or each when it is taken.</summary>
internal sealed class PartitionFingerprints : IAsyncDisposable
{
    private readonly string? _processFolder;

    private PartitionFingerprints(IReadOnlyList<IFingerprints> all, string? processFolder) => (All, _processFolder) = (all, processFolder);

    public IReadOnlyList<IFingerprints> All { get; }

    public static async Task<PartitionFingerprints> Open(
        BlobContainer container, FolderInfo info, StoreTrouble trouble, bool isShared)
    {
        // The key tells stores apart whatever stands at an address by and by.
        var folder = trouble.Options.CacheFolder ?? Path.Combine(
            Path.GetTempPath(), $"actors-fingerprints-{Convert.ToHexStringLower(info.RoutingKey.Span)[..16]}");
        if (isShared)
        {
            var own = ProcessFolder.Create(folder);
            return new PartitionFingerprints(
                [.. Enumerable.Range(0, info.Partitions).Select(n => new TakenFingerprints(container, own, n))], own);
        }

        var copies = await MirroredFingerprints.List(container, trouble.Closing);
        var fingerprints = new MirroredFingerprints[info.Partitions];
        await Parallel.ForAsync(0, info.Partitions, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, cancellation) =>
            fingerprints[n] = await MirroredFingerprints.Open(container, folder, n, [.. copies[n]], cancellation));
        return new PartitionFingerprints(fingerprints, null);
    }

    /// <summary>Fetches what the owner before has sealed.</summary>
    public Task Take(int partition, long epoch, CancellationToken cancellation) =>
        ((TakenFingerprints)All[partition]).Take(epoch, cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var fingerprints in All.Cast<IAsyncDisposable>()) await fingerprints.DisposeAsync();
        if (_processFolder is { } folder) ProcessFolder.Delete(folder);
    }
}
