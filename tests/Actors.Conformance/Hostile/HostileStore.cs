using System.Runtime.CompilerServices;
using Actors.EventLog;

namespace Actors.Conformance.Hostile;

/// <summary>A store that takes its time, and now and then fails a write before or after it took effect.</summary>
internal sealed class HostileStore(IEventStore inner, Pump pump, Chaos chaos) : IEventStore
{
    public FolderInfo Info => inner.Info;

    public IStateStore States { get; } = new HostileStates(inner.States, pump, chaos);

    public IDocuments Documents => inner.Documents;

    public long BytesOnDisk => inner.BytesOnDisk;

    public ILog Input(int partition) => new HostileLog(inner.Input(partition), pump, chaos);

    public ILog Outbox(int partition) => new HostileLog(inner.Outbox(partition), pump, chaos);

    public IFingerprints Fingerprints(int partition) => inner.Fingerprints(partition);

    public ValueTask Take(int partition, long epoch, CancellationToken cancellation = default) => inner.Take(partition, epoch, cancellation);

    public ValueTask DisposeAsync() => default;

    private sealed class HostileLog(ILog inner, Pump pump, Chaos chaos) : ILog
    {
        public long Tail => inner.Tail;

        public async ValueTask<long> ReadTail(CancellationToken cancellation = default)
        {
            await pump.Delay(chaos.LatencyMs());
            ThrowAtTimes(0.002, "The disk failed to tell how long a log is.");
            long tail = await inner.ReadTail(cancellation);
            await pump.Delay(chaos.LatencyMs());
            return tail;
        }

        public async ValueTask<AppendOutcome> Append(long expectedTail, LogBlock block, CancellationToken cancellation = default)
        {
            await pump.Delay(chaos.LatencyMs());
            ThrowAtTimes(0.01, "The disk failed; nothing was written.");
            AppendOutcome outcome = await inner.Append(expectedTail, block, cancellation);
            await pump.Delay(chaos.LatencyMs());
            ThrowAtTimes(0.01, "The disk failed; whether it wrote is not known.");
            return outcome;
        }

        public async IAsyncEnumerable<LogBlock> Read(long after, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (LogBlock block in inner.Read(after, cancellation))
            {
                if (chaos.Next(10) == 0)
                {
                    await pump.Delay(chaos.LatencyMs());
                }
                yield return block;
            }
        }

        public async ValueTask<LogBlock?> ReadAt(long position, CancellationToken cancellation = default)
        {
            await pump.Delay(chaos.LatencyMs());
            ThrowAtTimes(0.001, "The disk failed to read.");
            return await inner.ReadAt(position, cancellation);
        }

        public ValueTask Replace(LogBlock block, CancellationToken cancellation = default) => inner.Replace(block, cancellation);

        private void ThrowAtTimes(double probability, string message)
        {
            if (chaos.Chance(probability))
            {
                throw new StorageException(message);
            }
        }
    }

    private sealed class HostileStates(IStateStore inner, Pump pump, Chaos chaos) : IStateStore
    {
        public async ValueTask<StoredState?> Load(int partition, ReadOnlyMemory<byte> customer, CancellationToken cancellation = default)
        {
            await pump.Delay(chaos.LatencyMs());
            return await inner.Load(partition, customer, cancellation);
        }

        public async IAsyncEnumerable<IReadOnlyList<StateToSave>> Sweep(
            int partition, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (IReadOnlyList<StateToSave> part in inner.Sweep(partition, cancellation))
            {
                await pump.Delay(chaos.LatencyMs());
                yield return part;
            }
        }

        public async ValueTask Save(int partition, IReadOnlyList<StateToSave> states, CancellationToken cancellation = default)
        {
            await pump.Delay(chaos.LatencyMs());
            if (chaos.Chance(0.01))
            {
                throw new StorageException("The disk failed; nothing was saved.");
            }
            await inner.Save(partition, states, cancellation);
            await pump.Delay(chaos.LatencyMs());
        }

        public ValueTask Sync(CancellationToken cancellation = default) => inner.Sync(cancellation);

        public ValueTask Delete(int partition, IReadOnlyList<ReadOnlyMemory<byte>> customers, CancellationToken cancellation = default) =>
            inner.Delete(partition, customers, cancellation);
    }
}
