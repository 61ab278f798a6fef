namespace Actors.EventLog.Sqlite;

/// <summary>
/// Keeps a write-ahead log short, in two steps. Once so many bytes were written to it, a second connection copies them
/// into the main file beside the writer; when it is done, the writer itself copies the little that came meanwhile and
/// lets the log start over. The first step alone would never catch up under a constant load, the second alone would
/// make commits wait for the whole copy.
/// </summary>
internal sealed class WalKeeper(Database database, Database beside, long bytesMax) : IDisposable
{
    // Beyond this many times the bound the writer does not wait for the copy beside it to end by itself.
    private const int OverdueFactor = 4;

    private readonly long _pageBytes = database.Number("PRAGMA page_size");
    private Task? _copy;
    private long _bytes;

    /// <summary>Called after each commit, on the writer thread.</summary>
    public void AfterCommit(bool erased)
    {
        _bytes += database.TakePagesWritten() * _pageBytes;
        if (_bytes < bytesMax && !erased) return;
        _copy ??= Task.Run(() => Copy(beside, WalCopy.Beside));
        if (!_copy.IsCompleted && _bytes < OverdueFactor * bytesMax && !erased) return;
        _copy.Wait();
        _copy = null;
        // After an erasure the old content must not live on in the log: cut it off.
        var done = Copy(database, erased ? WalCopy.Truncate : WalCopy.Restart);
        // Where it failed (disk full, a reader in the way), try again soon: what was committed is safe in the log.
        _bytes = done ? 0 : bytesMax / 2;
    }

    public void Dispose()
    {
        _copy?.Wait();
        beside.Dispose();
    }

    private static bool Copy(Database database, WalCopy mode)
    {
        try
        {
            return database.Checkpoint(mode);
        }
        catch (StorageException)
        {
            return false; // Commits report the trouble themselves, to somebody who can act.
        }
    }
}
