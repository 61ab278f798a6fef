using Actors.EventLog.Deduplication;

namespace Actors.EventLog.Memory;

/// <summary>Fingerprints in memory: recent ones, and sealed ones, which a crash leaves.</summary>
internal sealed class MemoryFingerprints(MemoryStoreContext store) : IFingerprints
{
    private readonly Lock _gate = new();
    private FingerprintTable _recent = new();
    private List<FingerprintTable> _sealed = [];
    private long _sealedPosition;

    public long SealedPosition => Volatile.Read(ref _sealedPosition);

    public bool Contains(UInt128 fingerprint)
    {
        lock (_gate) return _recent.Contains(fingerprint) || _sealed.Exists(chunk => chunk.Contains(fingerprint));
    }

    public bool TryAdd(UInt128 fingerprint, long receivedAtMs)
    {
        lock (_gate)
        {
            return !_sealed.Exists(chunk => chunk.Contains(fingerprint)) && _recent.TryAdd(fingerprint, receivedAtMs);
        }
    }

    public async ValueTask Seal(long position, CancellationToken cancellation = default)
    {
        await store.EnterWrite("a chunk of fingerprints", cancellation);
        lock (_gate)
        {
            store.ThrowIfGone();
            if (position <= _sealedPosition) return;
            if (_recent.Count > 0) _sealed.Add(_recent);
            _recent = new FingerprintTable();
            _sealedPosition = position;
        }
    }

    public async ValueTask Expire(long beforeMs, CancellationToken cancellation = default)
    {
        await store.EnterWrite("the end of expired fingerprints", cancellation);
        lock (_gate)
        {
            store.ThrowIfGone();
            _sealed.RemoveAll(chunk => chunk.ToMs < beforeMs);
        }
    }

    public MemoryFingerprints CopyTo(MemoryStoreContext other)
    {
        lock (_gate) return new MemoryFingerprints(other) { _sealed = [.. _sealed], _sealedPosition = _sealedPosition };
    }
}
