namespace Actors.EventLog.Sqlite;

/// <summary>How to copy a write-ahead log into its main file (SQLite's checkpoint modes).</summary>
internal enum WalCopy
{
    /// <summary>As far as possible without disturbing anybody.</summary>
    Beside = SQLitePCL.raw.SQLITE_CHECKPOINT_PASSIVE,

    /// <summary>All of it, and wait for readers, so that the next commit begins the log anew.</summary>
    Restart = SQLitePCL.raw.SQLITE_CHECKPOINT_RESTART,

    /// <summary>The same, and cut the log's file to nothing.</summary>
    Truncate = SQLitePCL.raw.SQLITE_CHECKPOINT_TRUNCATE,
}
