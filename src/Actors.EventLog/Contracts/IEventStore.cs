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

    /// <summary>Bytes on disk (0 in memory), for <c>/metrics</c>.</summary>
    long BytesOnDisk { get; }
}
