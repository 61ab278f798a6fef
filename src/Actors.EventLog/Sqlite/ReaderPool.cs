using System.Collections.Concurrent;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// Connections for reading, kept for reuse. In WAL mode they neither block the writer nor wait for it. A read is short
/// (one point, or one page of a log): a long one would keep the write-ahead log from starting over.
/// </summary>
internal sealed class ReaderPool(Func<Database> open, int keptMax) : IDisposable
{
    private readonly ConcurrentBag<Database> _idle = [];
    private volatile bool _disposed;

    public T Read<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out var database)) database = open();
        try
        {
            var result = read(database);
            Return(database);
            return result;
        }
        catch
        {
            database.Dispose(); // After an error a fresh connection is the safe one.
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var database)) database.Dispose();
    }

    private void Return(Database database)
    {
        if (_disposed || _idle.Count >= keptMax) database.Dispose();
        else _idle.Add(database);
    }
}
