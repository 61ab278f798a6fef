namespace Actors.EventLog.Sqlite;

/// <summary>
/// Keeps a write-ahead log short: once so many bytes were written to it, the writer itself copies it into the main file between two
/// commits. As nothing is written meanwhile, all of it is copied and the log starts over: it cannot grow without bound under a
/// constant load, as it would with a checkpoint that runs beside the writer and never catches up.
/// </summary>
internal sealed class WalKeeper(Database database, long bytesMax)
{
    private readonly long _pageBytes = database.Number("PRAGMA page_size");
    private long _bytes;

    /// <summary>Called after each commit, on the writer thread.</summary>
    public void AfterCommit(bool erased)
    {
        _bytes += database.TakePagesWritten() * _pageBytes;
        if (_bytes < bytesMax && !erased) return;
        try
        {
            // After an erasure the old content must not live on in the log: cut it off.
            database.Checkpoint(truncate: erased);
            _bytes = 0;
        }
        catch (StorageException)
        {
            // What was committed is safe in the write-ahead log. A full disk is tried again after as many bytes more, and commits themselves report it.
            _bytes = bytesMax / 2;
        }
    }
}
