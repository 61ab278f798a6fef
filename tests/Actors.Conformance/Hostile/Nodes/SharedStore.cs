using System.Runtime.CompilerServices;
using Actors.EventLog;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>
/// The store that all processes share, as one of them sees it: of what others append it knows what it has asked for, and fingerprints it has
/// added are its own until they are sealed.
/// </summary>
internal sealed class SharedStore : IEventStore
{
    private readonly IEventStore _inner;
    private readonly ILog[] _inputs;
    private readonly ILog[] _outboxes;
    private readonly IFingerprints[] _fingerprints;

    public SharedStore(IEventStore inner)
    {
        _inner = inner;
        IEnumerable<int> partitions = Enumerable.Range(0, inner.Info.Partitions);
        _inputs = [.. partitions.Select(p => new SharedLog(inner.Input(p)))];
        _outboxes = [.. partitions.Select(p => new SharedLog(inner.Outbox(p)))];
        _fingerprints = [.. partitions.Select(p => new OwnFingerprints(inner.Fingerprints(p)))];
    }

    public FolderInfo Info => _inner.Info;

    public IStateStore States => _inner.States;

    public IDocuments Documents => _inner.Documents;

    public long BytesOnDisk => _inner.BytesOnDisk;

    public ILog Input(int partition) => _inputs[partition];

    public ILog Outbox(int partition) => _outboxes[partition];

    public IFingerprints Fingerprints(int partition) => _fingerprints[partition];

    public ValueTask Take(int partition, long epoch, CancellationToken cancellation = default) => _inner.Take(partition, epoch, cancellation);

    public ValueTask DisposeAsync() => default;

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

    private sealed class OwnFingerprints(IFingerprints inner) : IFingerprints
    {
        private Dictionary<UInt128, long> _own = [];

        public long SealedPosition => inner.SealedPosition;

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
