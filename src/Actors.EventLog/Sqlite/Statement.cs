using SQLitePCL;

namespace Actors.EventLog.Sqlite;

/// <summary>A prepared statement: bind (from 1), step, read columns (from 0), reset.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int index, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement Bind(int index, string value)
    {
        database.Check(raw.sqlite3_bind_text(handle, index, value));
        return this;
    }

    /// <summary>Binds bytes; SQLite takes its own copy.</summary>
    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and a blob without address is NULL to SQLite.
        database.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, index, 0)
            : raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    /// <summary>True when there is a row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        database.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Steps to the end and resets.</summary>
    public void Execute()
    {
        try
        {
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Ends the read, so that the write-ahead log is free again.</summary>
    public void Reset()
    {
        // The code repeats the error of the last step, which was thrown already.
        _ = raw.sqlite3_reset(handle);
        _ = raw.sqlite3_clear_bindings(handle);
    }

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>The text of a column; empty where a damaged row has none.</summary>
    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    /// <summary>The bytes of a column, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();
}
