using Actors.AzureStorage.Rest;
using Actors.EventLog;
using Actors.EventLog.Deduplication;

namespace Actors.AzureStorage.Deduplication;

/// <summary>One partition's fingerprints for as long as one owner has it: files on this machine, and their copies.</summary>
internal sealed class EpochFingerprints : IAsyncDisposable
{
    private const int LooksMax = 5;

    private readonly EpochBlobs _blobs;
    private readonly string _folder;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly HashSet<string> _copied = new(StringComparer.Ordinal);
    private readonly HashSet<string> _found;
    private bool _hasList;

    private EpochFingerprints(EpochBlobs blobs, string folder, int partition, long epoch)
    {
        (_blobs, _folder, Epoch) = (blobs, folder, epoch);
        Files = FingerprintStore.Open(folder, partition, EpochBlobs.FingerprintsMax);
        _found = Names().ToHashSet(StringComparer.Ordinal);
    }

    public long Epoch { get; }

    public FingerprintStore Files { get; }

    /// <summary>Reads what the owner before left; where that changes all the while, or is damaged, begins again from the log.</summary>
    /// <param name="folder">On this machine, for this owner alone.</param>
    public static async Task<EpochFingerprints> Open(
        BlobContainer container, string folder, int partition, long epoch, CancellationToken cancellation)
    {
        var blobs = new EpochBlobs(container, partition);
        for (var look = 1; look <= LooksMax; look++)
        {
            Clear(folder);
            var left = await blobs.Left(epoch, cancellation);
            if (left is not null && await Fetch(container, folder, left, cancellation)) break;
            Clear(folder);
        }

        return new EpochFingerprints(blobs, folder, partition, epoch);
    }

    /// <summary>Makes a change to the files, and the copies follow; one at a time.</summary>
    public async ValueTask Change(Func<ValueTask> change, CancellationToken cancellation)
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

    public async ValueTask DisposeAsync()
    {
        await Files.DisposeAsync();
        _changing.Dispose();
        Clear(_folder);
    }

    private static async Task<bool> Fetch(
        BlobContainer container, string folder, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        foreach (var name in names)
        {
            if (await container.Get(name, cancellation) is not { } bytes) return false;
            await File.WriteAllBytesAsync(Path.Combine(folder, name[(name.LastIndexOf('/') + 1)..]), bytes, cancellation);
        }

        return true;
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }

    // As long as nothing is new, what the owner before left stands for this one's, too.
    private async Task Copy(CancellationToken cancellation)
    {
        try
        {
            var files = Names().ToList();
            if (_hasList ? _copied.SetEquals(files) : _found.SetEquals(files)) return;
            foreach (var name in files.Except(_copied).ToList())
            {
                await _blobs.Put(Epoch, name, await File.ReadAllBytesAsync(Path.Combine(_folder, name), cancellation), cancellation);
                _copied.Add(name);
            }

            await _blobs.PutList(Epoch, files, cancellation);
            foreach (var name in _copied.Except(files).ToList())
            {
                await _blobs.Delete(Epoch, name, cancellation);
                _copied.Remove(name);
            }

            if (!_hasList) await _blobs.DeleteBefore(Epoch, cancellation);
            _hasList = true;
        }
        catch (IOException e)
        {
            throw new StorageException($"Fingerprints in '{_folder}' cannot be copied: {e.Message}", e);
        }
    }

    private IEnumerable<string> Names() => new DirectoryInfo(_folder).EnumerateFiles("*.fp").Select(file => file.Name);
}
