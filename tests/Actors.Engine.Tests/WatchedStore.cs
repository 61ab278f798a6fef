using System.Runtime.CompilerServices;
using Actors.EventLog;

namespace Actors.Engine.Tests;

/// <summary>Another store, and what is asked of it.</summary>
internal sealed class WatchedStore(IEventStore inner) : IEventStore
{
    private long _blocks;

    /// <summary>Blocks of its logs that were read.</summary>
    public long Blocks => Interlocked.Read(ref _blocks);

    /// <summary>How often its size was asked for.</summary>
    public int Measured { get; private set; }

    /// <summary>Called before a block of a log is given.</summary>
    public Action BlockRead { get; init; } = static () => { };

    public FolderInfo Info => inner.Info;

    public IStateStore States => inner.States;

    public IDocuments Documents => inner.Documents;

    public long BytesOnDisk
    {
        get
        {
            Measured++;
            return inner.BytesOnDisk;
        }
    }

    public ILog Input(int partition) => new WatchedLog(this, inner.Input(partition));

    public ILog Outbox(int partition) => new WatchedLog(this, inner.Outbox(partition));

    public IFingerprints Fingerprints(int partition) => inner.Fingerprints(partition);

    public ValueTask Take(int partition, long epoch, CancellationToken cancellation = default) => inner.Take(partition, epoch, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class WatchedLog(WatchedStore store, ILog log) : ILog
    {
        public long Tail => log.Tail;

        public ValueTask<AppendOutcome> Append(long expectedTail, LogBlock block, CancellationToken cancellation = default) =>
            log.Append(expectedTail, block, cancellation);

        public async IAsyncEnumerable<LogBlock> Read(long after, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (LogBlock block in log.Read(after, cancellation))
            {
                Interlocked.Increment(ref store._blocks);
                store.BlockRead();
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
