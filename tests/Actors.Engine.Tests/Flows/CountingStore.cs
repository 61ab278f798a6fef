using System.Runtime.CompilerServices;
using Actors.EventLog;

namespace Actors.Engine.Tests.Flows;

/// <summary>Another store, and how many blocks of its logs were read.</summary>
internal sealed class CountingStore(IEventStore inner) : IEventStore
{
    private long _blocks;

    public long Blocks => Interlocked.Read(ref _blocks);

    public FolderInfo Info => inner.Info;

    public IStateStore States => inner.States;

    public IDocuments Documents => inner.Documents;

    public long BytesOnDisk => inner.BytesOnDisk;

    public ILog Input(int partition) => new CountingLog(this, inner.Input(partition));

    public ILog Outbox(int partition) => new CountingLog(this, inner.Outbox(partition));

    public IFingerprints Fingerprints(int partition) => inner.Fingerprints(partition);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class CountingLog(CountingStore store, ILog log) : ILog
    {
        public long Tail => log.Tail;

        public ValueTask<AppendOutcome> Append(long expectedTail, LogBlock block, CancellationToken cancellation = default) =>
            log.Append(expectedTail, block, cancellation);

        public async IAsyncEnumerable<LogBlock> Read(long after, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (LogBlock block in log.Read(after, cancellation))
            {
                Interlocked.Increment(ref store._blocks);
                yield return block;
            }
        }

        public ValueTask<LogBlock?> ReadAt(long position, CancellationToken cancellation = default)
        {
            Interlocked.Increment(ref store._blocks);
            return log.ReadAt(position, cancellation);
        }

        public ValueTask Replace(LogBlock block, CancellationToken cancellation = default) => log.Replace(block, cancellation);
    }
}
