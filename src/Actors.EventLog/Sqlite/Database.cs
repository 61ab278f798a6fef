using SQLitePCL;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// One SQLite connection, used by one thread at a time. It speaks to the native library without ADO.NET: blobs pass as
/// spans, prepared statements are kept, nothing is allocated per row, and every error carries SQLite's own code.
/// </summary>
internal sealed class Database : IDisposable
{
    // Statements are kept per text; a folder of very many partitions must not keep all of them on every connection.
    private const int StatementsMax = 1024;
    private const int BusyMsMax = 10_000;
    private const int CheckpointWaitMsMax = 100;
    private static readonly Lazy<bool> Library = new(LoadLibrary);

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private Database(string path, sqlite3 handle) => (Path, _handle) = (path, handle);

    public string Path { get; }

    /// <summary>The file's name, for messages: these reach people whom the folder does not concern.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>True inside a transaction.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public static Database Open(string path, bool create)
    {
        _ = Library.Value;
        // One thread at a time by construction, so SQLite's own mutexes are waste.
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        var database = new Database(path, handle);
        try
        {
            database.Check(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, BusyMsMax);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A prepared statement, kept for the next time; reset it after use.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var kept)) return kept;
        if (_statements.Count >= StatementsMax) DropStatements();
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Runs a statement that is not worth keeping (schema, settings).</summary>
    public void Run(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>The first column of the first row as a number; 0 when there is none.</summary>
    public long Number(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var handle));
        using var statement = new Statement(this, handle);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>
    /// Copies the write-ahead log into the main file; false where a reader was in the way of all of it.
    /// </summary>
    public bool Checkpoint(WalCopy mode)
    {
        // A restart waits for readers, but the writer has others to serve: once more next time.
        raw.sqlite3_busy_timeout(_handle, CheckpointWaitMsMax);
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, null, (int)mode, out _, out _);
        raw.sqlite3_busy_timeout(_handle, BusyMsMax);
        if ((code & 0xff) == raw.SQLITE_BUSY) return false;
        Check(code);
        return true;
    }

    /// <summary>
    /// Closing this connection, though it be the last one, copies nothing and deletes nothing: an opening that only looks
    /// must not give away, on a full disk, the room that the files have.
    /// </summary>
    public Database OnlyLooking()
    {
        Check(raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _));
        return this;
    }

    /// <summary>Pages written since the last call.</summary>
    public int TakePagesWritten()
    {
        raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var current, out _, 1);
        return current;
    }

    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw SqliteFault.From(code, raw.sqlite3_errmsg(_handle).utf8_to_string(), Name);
    }

    public void Dispose()
    {
        DropStatements();
        _handle.Dispose();
    }

    private void DropStatements()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
    }

    private static bool LoadLibrary()
    {
        Batteries_V2.Init();
        return true;
    }
}
