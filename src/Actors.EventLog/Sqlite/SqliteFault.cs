using SQLitePCL;

namespace Actors.EventLog.Sqlite;

/// <summary>SQLite's error codes as this store's exceptions, naming the file.</summary>
internal static class SqliteFault
{
    /// <param name="code">Extended: its low byte is the kind.</param>
    public static StorageException From(int code, string message, string path) => (code & 0xff) switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new CorruptLogException(
            $"Database file '{path}' is damaged or cut off: {message} (SQLite {code})."),
        raw.SQLITE_FULL => new StorageException(
            $"The disk is full: nothing could be written to '{path}' ({message}). "
            + "Writing resumes by itself when there is space.")
        {
            IsDiskFull = true,
        },
        // The one I/O error that is no fault of the disk: opening needs 32 KB beside the file.
        raw.SQLITE_IOERR when code == raw.SQLITE_IOERR_SHMSIZE => new StorageException(
            $"The disk is full: there is no room to open '{path}' ({message}).")
        {
            IsDiskFull = true,
        },
        raw.SQLITE_IOERR => new StorageException($"Reading or writing '{path}' failed: {message} (SQLite {code})."),
        raw.SQLITE_CANTOPEN => new StorageException($"Cannot open '{path}': {message}."),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => new StorageException($"No permission to write '{path}': {message}."),
        raw.SQLITE_BUSY => new StorageException($"Another program holds '{path}' locked: {message}."),
        _ => new StorageException($"'{path}': {message} (SQLite {code})."),
    };
}
