using System.Runtime.CompilerServices;
using Actors.EventLog;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>
/// The store that all processes share, as one of them sees it: of what others append it knows what it has asked for, and fingerprints it has
/// added are its own until they are sealed. What only an owner may write is refused to whoever has not taken the partition, or not last.
/// </summary>
internal sealed class SharedStore : IEventStore
{
    private readonly IEventStore _inner;
    private readonly ILog[] _inputs;
    private readonly ILog[] _outboxes;
    private readonly IFingerprints[] _fingerprints;
    private readonly long[] _last;
    private readonly long[] _own;

    /// <param name="epochs">By partition, of all that share the store: the epoch of its last owner.</param>
    public SharedStore(IEventStore inner, long[] epochs)
    {
        _inner = inner;
        (_last, _own) = (epochs, new long[epochs.Length]);
        States = new OwnedStates(inner.States, Own);
        IEnumerable<int> partitions = Enumerable.Range(0, inner.Info.Partitions);
        _inputs = [.. partitions.Select(p => new SharedLog(inner.Input(p)))];
        _outboxes = [.. partitions.Select(p => new SharedLog(inner.Outbox(p)))];
        _fingerprints = [.. partitions.Select(p => new OwnFingerprints(inner.Fingerprints(p), () => Taken(p)))];
    }

    public FolderInfo Info => _inner.Info;

    public IStateStore States { get; }

    public IDocuments Documents => _inner.Documents;

    public long BytesOnDisk => _inner.BytesOnDisk;

    public ILog Input(int partition) => _inputs[partition];

    public ILog Outbox(int partition) => _outboxes[partition];

    public IFingerprints Fingerprints(int partition) => _fingerprints[partition];

    public ValueTask Take(int partition, long epoch, CancellationToken cancellation = default)
    {
        if (_last[partition] > epoch)
        {
            throw Lost(partition);
        }
        _last[partition] = _own[partition] = epoch;
        return _inner.Take(partition, epoch, cancellation);
    }

    public ValueTask PutOwned(
        int partition, IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents, CancellationToken cancellation = default)
    {
        Own(partition);
        return _inner.PutOwned(partition, documents, cancellation);
    }

    public ValueTask DisposeAsync() => default;

    private void Own(int partition)
    {
        Taken(partition);
        if (_own[partition] != _last[partition])
        {
            throw Lost(partition);
        }
    }

    private void Taken(int partition)
    {
        if (_own[partition] == 0)
        {
            throw new InvalidOperationException($"Partition {partition} is used before it was taken.");
        }
    }

    private static StorageException Lost(int partition) => new($"Partition {partition} has a later owner.");

    private sealed class OwnedStates(IStateStore inner, Action<int> own) : IStateStore
    {
        public ValueTask<StoredState?> Load(int partition, ReadOnlyMemory<byte> customer, CancellationToken cancellation = default) =>
            inner.Load(partition, customer, cancellation);

        public IAsyncEnumerable<IReadOnlyList<StateToSave>> Sweep(int partition, CancellationToken cancellation = default) =>
            inner.Sweep(partition, cancellation);

        public ValueTask Save(int partition, IReadOnlyList<StateToSave> states, CancellationToken cancellation = default)
        {
            own(partition);
            return inner.Save(partition, states, cancellation);
        }

        public ValueTask Sync(CancellationToken cancellation = default) => inner.Sync(cancellation);

        public ValueTask Delete(int partition, IReadOnlyList<ReadOnlyMemory<byte>> customers, CancellationToken cancellation = default)
        {
            own(partition);
            return inner.Delete(partition, customers, cancellation);
        }
    }

    private sealed class SharedLog(ILog inner) : ILog
    {
        public long Tail { get; private set; }

        public async ValueTask<long> ReadTail(CancellationToken cancellation = default)
        {
            long tail = await inner.ReadTail(cancellation);
            Tail = Math.Max(Tail, tail);
            return tail;
        }

        public async ValueTask<AppendOutcome> Append(long expectedTail, LogBlock block, CancellationToken cancellation = default)
        {
            AppendOutcome outcome = await inner.Append(expectedTail, block, cancellation);
            Tail = Math.Max(Tail, outcome.Tail);
            return outcome;
        }

        public async IAsyncEnumerable<LogBlock> Read(long after, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            long tail = Tail;
            await foreach (LogBlock block in inner.Read(after, cancellation))
            {
                if (block.First > tail)
                {
                    yield break;
                }
                yield return block;
            }
        }

        public async ValueTask<LogBlock?> ReadAt(long position, CancellationToken cancellation = default) =>
            position > Tail ? null : await inner.ReadAt(position, cancellation);

        public ValueTask Replace(LogBlock block, CancellationToken cancellation = default) => inner.Replace(block, cancellation);
    }

    private sealed class OwnFingerprints(IFingerprints inner, Action taken) : IFingerprints
    {
        private Dictionary<UInt128, long> _own = [];

        public long SealedPosition
        {
            get
            {
                taken();
                return inner.SealedPosition;
            }
        }

        public bool Contains(UInt128 fingerprint) => _own.ContainsKey(fingerprint) || inner.Contains(fingerprint);

        public bool TryAdd(UInt128 fingerprint, long receivedAtMs) => !inner.Contains(fingerprint) && _own.TryAdd(fingerprint, receivedAtMs);

        public async ValueTask Seal(long position, CancellationToken cancellation = default)
        {
            Dictionary<UInt128, long> sealing = _own;
            _own = new Dictionary<UInt128, long>(sealing);
            foreach ((UInt128 fingerprint, long receivedAtMs) in sealing)
            {
                inner.TryAdd(fingerprint, receivedAtMs);
            }
            await inner.Seal(position, cancellation);
        }

        public ValueTask Expire(long beforeMs, CancellationToken cancellation = default) => inner.Expire(beforeMs, cancellation);
    }
}
