namespace Actors.EventLog;

/// <summary>
/// Saved customer states: a cache of the log, so a save may be lost, but never mixed or half written.
/// </summary>
public interface IStateStore
{
    ValueTask<StoredState?> Load(
        int partition, ReadOnlyMemory<byte> customer, CancellationToken cancellation = default);

    /// <summary>
    /// All states of a partition, many at a time and in whatever order is the cheapest to read: a tenth of the cost of
    /// loading each. What is saved while it is read may come as it was before. A part's bytes are valid until the next
    /// part is asked for.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<StateToSave>> Sweep(int partition, CancellationToken cancellation = default);

    /// <summary>
    /// Saves many in one transaction; an entry whose <see cref="StoredState.Applied"/> does not grow is passed over. Their
    /// bytes are the caller's again when it completes or fails.
    /// </summary>
    ValueTask Save(int partition, IReadOnlyList<StateToSave> states, CancellationToken cancellation = default);

    /// <summary>
    /// Completes when every save completed before it would survive a power failure. A checkpoint that relies on saved
    /// states is written after this; a killed process loses no completed save even without.
    /// </summary>
    ValueTask Sync(CancellationToken cancellation = default);

    /// <summary>Forgets states (erasure); missing ones are no error.</summary>
    ValueTask Delete(
        int partition, IReadOnlyList<ReadOnlyMemory<byte>> customers, CancellationToken cancellation = default);
}
