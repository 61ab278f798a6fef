namespace Actors.EventLog;

/// <summary>All durable things of one server: a data folder, its in-memory twin, or a storage account.</summary>
public interface IEventStore : IAsyncDisposable
{
    FolderInfo Info { get; }

    /// <summary>A partition's input log: what customers did, and the passing of time.</summary>
    ILog Input(int partition);

    /// <summary>A partition's migration log: what was decided, before anybody hears of it.</summary>
    ILog Outbox(int partition);

    IFingerprints Fingerprints(int partition);

    IStateStore States { get; }

    IDocuments Documents { get; }

    /// <summary>
    /// This process has taken a partition's logs: reads back what the owner before left of its states, fingerprints and
    /// documents, and keeps that owner from writing more of them. Called before any of them is used. Nothing to do where
    /// no other process can have the store.
    /// </summary>
    /// <param name="epoch">Position of the owner's record in the input log: each owner's is higher than that before.</param>
    /// <exception cref="StorageException">A later owner has it, or it cannot be read or written.</exception>
    ValueTask Take(int partition, long epoch, CancellationToken cancellation = default) => default;

    /// <summary>Puts documents that only a partition's owner writes (its checkpoint), as <see cref="IDocuments.Put"/> does.</summary>
    /// <exception cref="StorageException">Another process has taken the partition; nothing was written.</exception>
    ValueTask PutOwned(
        int partition, IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents,
        CancellationToken cancellation = default) => Documents.Put(documents, cancellation);

    /// <summary>Bytes on disk (0 in memory), for <c>/metrics</c>.</summary>
    long BytesOnDisk { get; }
}
