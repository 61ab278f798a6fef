using System.Runtime.CompilerServices;

namespace Actors.EventLog.Memory;

/// <summary>Customer states in memory: what was saved, and what of it was synced.</summary>
internal sealed class MemoryStates(int partitions, MemoryStoreContext store) : IStateStore
{
    private const int SweepStates = 16;
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Partition, string Customer), StoredState> _saved = [];
    private readonly Dictionary<(int Partition, string Customer), StoredState> _synced = [];
    private readonly HashSet<(int Partition, string Customer)> _unsynced = [];

    public ValueTask<StoredState?> Load(
        int partition, ReadOnlyMemory<byte> customer, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions);
        store.ThrowIfGone();
        lock (_gate)
        {
            return ValueTask.FromResult<StoredState?>(
                _saved.TryGetValue(KeyOf(partition, customer), out var state) ? state : null);
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<StateToSave>> Sweep(
        int partition, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions);
        store.ThrowIfGone();
        List<StateToSave> all;
        lock (_gate)
        {
            all =
            [
                .. _saved.Where(entry => entry.Key.Partition == partition)
                    .Select(entry => new StateToSave(Convert.FromHexString(entry.Key.Customer), entry.Value)),
            ];
        }

        foreach (var part in all.Chunk(SweepStates))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return part;
            await Task.Yield();
        }
    }

    public async ValueTask Save(
        int partition, IReadOnlyList<StateToSave> states, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions);
        await store.EnterWrite($"{states.Count} customer states of partition {partition}", cancellation);
        lock (_gate)
        {
            store.ThrowIfGone();
            foreach (var (customer, state) in states)
            {
                var key = KeyOf(partition, customer);
                if (_saved.TryGetValue(key, out var kept) && kept.Applied >= state.Applied) continue;
                _saved[key] = state with { Payload = state.Payload.ToArray() };
                _unsynced.Add(key);
            }
        }
    }

    public async ValueTask Sync(CancellationToken cancellation = default)
    {
        await store.EnterWrite("the saved states", cancellation);
        lock (_gate)
        {
            store.ThrowIfGone();
            foreach (var key in _unsynced)
            {
                if (_saved.TryGetValue(key, out var state)) _synced[key] = state;
                else _synced.Remove(key);
            }

            _unsynced.Clear();
        }
    }

    public async ValueTask Delete(
        int partition, IReadOnlyList<ReadOnlyMemory<byte>> customers, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions);
        await store.EnterWrite($"{customers.Count} erasures in partition {partition}", cancellation);
        lock (_gate)
        {
            store.ThrowIfGone();
            foreach (var customer in customers)
            {
                if (_saved.Remove(KeyOf(partition, customer))) _unsynced.Add(KeyOf(partition, customer));
            }
        }
    }

    /// <param name="unsyncedToo">False: as after a power failure.</param>
    public MemoryStates CopyTo(MemoryStoreContext other, bool unsyncedToo)
    {
        var copy = new MemoryStates(partitions, other);
        lock (_gate)
        {
            foreach (var (key, state) in unsyncedToo ? _saved : _synced) copy._saved[key] = copy._synced[key] = state;
        }

        return copy;
    }

    private static (int Partition, string Customer) KeyOf(int partition, ReadOnlyMemory<byte> customer) =>
        (partition, Convert.ToHexString(customer.Span));
}
