using Actors.AzureStorage.Rest;
using Actors.EventLog;
using Actors.EventLog.Deduplication;

namespace Actors.AzureStorage.Deduplication;

/// <summary>
/// One partition's fingerprints: files on this machine, where a look-up costs no request, each with its copy among the
/// blobs, from which another machine takes them.
/// </summary>
internal sealed class MirroredFingerprints : IFingerprints, IAsyncDisposable
{
    private const string BlobFolder = "fingerprints/";

    private readonly BlobContainer _container;
    private readonly string _folder;
    private readonly int _partition;
    private readonly FingerprintStore _files;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly HashSet<string> _copied;

    private MirroredFingerprints(BlobContainer container, string folder, int partition, IEnumerable<string> copied)
    {
        (_container, _folder, _partition) = (container, folder, partition);
        _copied = copied.ToHashSet(StringComparer.Ordinal);
        _files = FingerprintStore.Open(folder, partition, EpochBlobs.FingerprintsMax);
    }

    public long SealedPosition => _files.SealedPosition;

    /// <summary>All copies there are, by partition.</summary>
    public static async Task<ILookup<int, ListedBlob>> List(BlobContainer container, CancellationToken cancellation)
    {
        var all = new List<ListedBlob>();
        await foreach (var blob in container.List(BlobFolder, cancellation))
            all.Add(blob with { Name = blob.Name[BlobFolder.Length..] });
        return all.Where(blob => blob.Name is ['p', _, _, _, _, '-', ..]).ToLookup(blob => int.Parse(blob.Name.AsSpan(1, 4)));
    }

    /// <summary>Makes the files on this machine those that the copies say, and opens them.</summary>
    public static async Task<MirroredFingerprints> Open(
        BlobContainer container, string folder, int partition, IReadOnlyList<ListedBlob> copies, CancellationToken cancellation)
    {
        var there = Files(folder, partition).ToDictionary(file => file.Name, file => file.Length, StringComparer.Ordinal);
        foreach (var stray in there.Keys.Except(copies.Select(copy => copy.Name))) File.Delete(Path.Combine(folder, stray));
        foreach (var copy in copies.Where(copy => there.GetValueOrDefault(copy.Name) != copy.Bytes))
        {
            // Deleted between listing and reading: then it is made again from the log.
            if (await container.Get(BlobFolder + copy.Name, cancellation) is not { } bytes) continue;
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, copy.Name), bytes, cancellation);
        }

        var fingerprints = new MirroredFingerprints(container, folder, partition, copies.Select(copy => copy.Name));
        await fingerprints.Change(() => ValueTask.CompletedTask, cancellation);
        return fingerprints;
    }

    public bool Contains(UInt128 fingerprint) => _files.Contains(fingerprint);

    public ulong MayContain(ReadOnlySpan<UInt128> fingerprints) => _files.MayContain(fingerprints);

    public bool TryAdd(UInt128 fingerprint, long receivedAtMs) => _files.TryAdd(fingerprint, receivedAtMs);

    public void AddNew(ReadOnlySpan<UInt128> fingerprints, long fromMs, long toMs) =>
        _files.AddNew(fingerprints, fromMs, toMs);

    public ValueTask Seal(long position, CancellationToken cancellation = default) =>
        Change(() => _files.Seal(position, cancellation), cancellation);

    public ValueTask Expire(long beforeMs, CancellationToken cancellation = default) =>
        Change(() => _files.Expire(beforeMs, cancellation), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _files.DisposeAsync();
        _changing.Dispose();
    }

    // One change at a time, its copy included: another one would delete the files that are being copied.
    private async ValueTask Change(Func<ValueTask> change, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            await change();
            await Copy(cancellation);
        }
        finally
        {
            _changing.Release();
        }
    }

    // New ones first: what they were made of goes only when they are safe.
    private async Task Copy(CancellationToken cancellation)
    {
        try
        {
            var files = Files(_folder, _partition).Select(file => file.Name).ToList();
            foreach (var name in files.Except(_copied).ToList())
            {
                var bytes = await File.ReadAllBytesAsync(Path.Combine(_folder, name), cancellation);
                await _container.Put(BlobFolder + name, bytes, onlyNew: false, cancellation);
                _copied.Add(name);
            }

            foreach (var name in _copied.Except(files).ToList())
            {
                await _container.Delete(BlobFolder + name, cancellation);
                _copied.Remove(name);
            }
        }
        catch (IOException e)
        {
            throw new StorageException($"Fingerprints of partition {_partition} in '{_folder}' cannot be copied: {e.Message}", e);
        }
    }

    private static IEnumerable<FileInfo> Files(string folder, int partition) =>
        new DirectoryInfo(folder) is { Exists: true } there ? there.EnumerateFiles($"p{partition:D4}-*.fp") : [];
}
