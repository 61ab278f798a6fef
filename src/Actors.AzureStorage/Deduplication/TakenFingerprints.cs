using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Deduplication;

/// <summary>One partition's fingerprints in a shared store: those of the owner that this process was last.</summary>
/// <param name="folder">On this machine, of this process alone.</param>
internal sealed class TakenFingerprints(BlobContainer container, string folder, int partition) : IFingerprints, IAsyncDisposable
{
    private EpochFingerprints? _taken;
    private EpochFingerprints? _before;

    public long SealedPosition => Taken.Files.SealedPosition;

    private EpochFingerprints Taken => Volatile.Read(ref _taken)
        ?? throw new StorageException($"Partition {partition} at {container.Location} was not taken by this process.");

    /// <summary>Fetches what the owner before has sealed.</summary>
    /// <exception cref="StorageException">A later owner has it.</exception>
    public async Task Take(long epoch, CancellationToken cancellation)
    {
        if (_taken?.Epoch >= epoch) return;
        var own = Path.Combine(folder, $"{partition:D4}-{epoch}");
        var taken = await EpochFingerprints.Open(container, own, partition, epoch, cancellation);
        // An owner of before in this process may still be looking at its own.
        if (_before is { } outlived) await outlived.DisposeAsync();
        _before = Interlocked.Exchange(ref _taken, taken);
    }

    public bool Contains(UInt128 fingerprint) => Taken.Files.Contains(fingerprint);

    public ulong MayContain(ReadOnlySpan<UInt128> fingerprints) => Taken.Files.MayContain(fingerprints);

    public bool TryAdd(UInt128 fingerprint, long receivedAtMs) => Taken.Files.TryAdd(fingerprint, receivedAtMs);

    public void AddNew(ReadOnlySpan<UInt128> fingerprints, long fromMs, long toMs) =>
        Taken.Files.AddNew(fingerprints, fromMs, toMs);

    public ValueTask Seal(long position, CancellationToken cancellation = default)
    {
        var taken = Taken;
        // Of an owner of before in this process: what lies between was added to its own.
        return position < taken.Epoch ? default : taken.Change(() => taken.Files.Seal(position, cancellation), cancellation);
    }

    public ValueTask Expire(long beforeMs, CancellationToken cancellation = default)
    {
        var taken = Taken;
        return taken.Change(() => taken.Files.Expire(beforeMs, cancellation), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_taken is { } taken) await taken.DisposeAsync();
        if (_before is { } before) await before.DisposeAsync();
    }
}
