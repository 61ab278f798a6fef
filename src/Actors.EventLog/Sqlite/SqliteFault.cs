using SQLitePCL;

namespace Actors.EventLog.Sqlite;

/// <summary>SQLite's error codes as this store's exceptions, naming the file.</summary>
internal static class SqliteFault
{
    /// <param name="code">Extended: its low byte is the kind.</param>
    public static StorageException From(int code, string message, string file) => (code & 0xff) switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new CorruptLogException(
            $"Database file '{file}' is damaged or cut off: {message} (SQLite {code})."),
        raw.SQLITE_FULL => new StorageException(
            $"The disk is full: nothing could be written to '{file}' ({message}). "
            + "Writing resumes by itself when there is space.")
        {
            IsDiskFull = true,
        },
        // The one I/O error that is no fault of the disk: opening needs 32 KB beside the file.
        raw.SQLITE_IOERR when code == raw.SQLITE_IOERR_SHMSIZE => new StorageException(
            $"The disk is full: there is no room to open '{file}' ({message}).")
        {
            IsDiskFull = true,
        },
        raw.SQLITE_IOERR => new StorageException($"Reading or writing '{file}' failed: {message} (SQLite {code})."),
        raw.SQLITE_CANTOPEN => new StorageException($"Cannot open '{file}': {message}."),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => new StorageException($"No permission to write '{file}': {message}."),
        raw.SQLITE_BUSY => new StorageException($"Another program holds '{file}' locked: {message}."),
        _ => new StorageException($"'{file}': {message} (SQLite {code})."),
    };
}
