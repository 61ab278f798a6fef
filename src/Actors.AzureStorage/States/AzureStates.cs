using Actors.EventLog;

namespace Actors.AzureStorage.States;

/// <summary>Customer states of all partitions. A save is durable when it completes.</summary>
internal sealed class AzureStates(IReadOnlyList<PartitionStates> partitions) : IStateStore, IDisposable
{
    /// <summary>Bytes of the journals.</summary>
    public long BytesOnDisk => partitions.Sum(partition => partition.BytesOnDisk);

    /// <summary>Reads what the owner before saved, and keeps that one from saving more.</summary>
    public Task Take(int partition, long epoch, CancellationToken cancellation)
    {
        LogBlockRules.CheckPartition(partition, partitions.Count);
        return partitions[partition].Take(epoch, cancellation);
    }

    public ValueTask<StoredState?> Load(
        int partition, ReadOnlyMemory<byte> customer, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions.Count);
        // Away from the caller's context: an actor may hold its thread until the state is there.
        return new ValueTask<StoredState?>(Task.Run(() => partitions[partition].Load(customer, cancellation), cancellation));
    }

    public IAsyncEnumerable<IReadOnlyList<StateToSave>> Sweep(int partition, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions.Count);
        return partitions[partition].Sweep(cancellation);
    }

    public async ValueTask Save(
        int partition, IReadOnlyList<StateToSave> states, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions.Count);
        if (states.Count > 0) await partitions[partition].Save(states, cancellation);
    }

    public ValueTask Sync(CancellationToken cancellation = default) => ValueTask.CompletedTask;

    public async ValueTask Delete(
        int partition, IReadOnlyList<ReadOnlyMemory<byte>> customers, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckPartition(partition, partitions.Count);
        if (customers.Count > 0) await partitions[partition].Delete(customers, cancellation);
    }

    public async Task Scrub(CancellationToken cancellation)
    {
        foreach (var partition in partitions) await partition.Scrub(cancellation);
    }

    public void Dispose()
    {
        foreach (var partition in partitions) partition.Dispose();
    }
}
