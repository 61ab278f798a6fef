using System.Runtime.CompilerServices;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// One log as a table of its own, keyed by first position: an append always goes to the end of its tree, the cheapest
/// insert SQLite has, and needs no second index.
/// </summary>
internal sealed class LogTable : ILog
{
    private readonly GroupCommitWriter _writer;
    private readonly ReaderPool _readers;
    private readonly string _readPage;
    private readonly string _readAt;
    private long _tail;

    /// <param name="tail">Last position, as <see cref="ReadTail"/> found it.</param>
    public LogTable(LogName name, GroupCommitWriter writer, ReaderPool readers, long tail)
    {
        (Name, _writer, _readers, _tail, WriterTail) = (name, writer, readers, tail, tail);
        const string columns = "first, last, from_ms, to_ms, codec, crc, payload";
        InsertSql = $"INSERT INTO {name.Table} ({columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        ReplaceSql = $"UPDATE {name.Table} SET from_ms = ?3, to_ms = ?4, codec = ?5, crc = ?6, payload = ?7 "
            + "WHERE first = ?1 AND last = ?2";
        _readAt = $"SELECT {columns} FROM {name.Table} WHERE first <= ?1 ORDER BY first DESC LIMIT 1";
        _readPage = $"SELECT {columns} FROM {name.Table} WHERE first <= ?2 AND first >= "
            + $"coalesce((SELECT max(first) FROM {name.Table} WHERE first <= ?1), 0) ORDER BY first";
    }

    public LogName Name { get; }

    public string InsertSql { get; }

    public string ReplaceSql { get; }

    public long Tail => Volatile.Read(ref _tail);

    /// <summary>The tail inside the open transaction; the writer thread's own.</summary>
    public long WriterTail { get; set; }

    public static string CreateSql(LogName name) =>
        $"CREATE TABLE {name.Table} (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, from_ms INTEGER NOT NULL, "
        + "to_ms INTEGER NOT NULL, codec INTEGER NOT NULL, crc INTEGER NOT NULL, payload BLOB NOT NULL)";

    /// <summary>
    /// The last position; the last block's checksum is verified, so nothing is ever appended after a damaged end.
    /// </summary>
    public static long ReadTail(LogName name, Database database)
    {
        var row = database.Prepare(
            $"SELECT first, last, from_ms, to_ms, codec, crc, payload FROM {name.Table} ORDER BY first DESC LIMIT 1");
        try
        {
            return row.Step() ? StoredBlock.Decode(name, row).Last : 0;
        }
        finally
        {
            row.Reset();
        }
    }

    public ValueTask<AppendOutcome> Append(long expectedTail, LogBlock block, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckAppend(expectedTail, block);
        return _writer.Run(new AppendJob(this, expectedTail, StoredBlock.Encode(Name, block)), cancellation);
    }

    public async ValueTask Replace(LogBlock block, CancellationToken cancellation = default)
    {
        LogBlockRules.CheckShape(block);
        var found = await _writer.Run(new ReplaceJob(this, StoredBlock.Encode(Name, block)), cancellation);
        if (!found)
            throw new StorageException($"The {Name} in '{FolderFiles.LogFile}' has no block {block.First}–{block.Last} to replace.");
    }

    public ValueTask<LogBlock?> ReadAt(long position, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (position < 1 || position > Tail) return ValueTask.FromResult<LogBlock?>(null);
        return ValueTask.FromResult<LogBlock?>(_readers.Read(database => ReadAt(database, position)));
    }

    public async IAsyncEnumerable<LogBlock> Read(
        long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var tail = Tail;
        var page = new LogPage();
        while (after < tail)
        {
            cancellation.ThrowIfCancellationRequested();
            page.Clear();
            _readers.Read(database => Fill(page, database, after, tail));
            foreach (var block in page.Blocks)
            {
                yield return block;
                after = block.Last;
            }

            // A long read shares its thread: SQLite itself is synchronous.
            if (after < tail) await Task.Yield();
        }
    }

    /// <summary>Makes the writer's tail the one that everybody sees.</summary>
    public void Publish() => Volatile.Write(ref _tail, WriterTail);

    private LogBlock ReadAt(Database database, long position)
    {
        var row = database.Prepare(_readAt).Bind(1, position);
        try
        {
            var block = row.Step() ? StoredBlock.Decode(Name, row) : default;
            return block.Last >= position ? block : throw Gap(position);
        }
        finally
        {
            row.Reset();
        }
    }

    private bool Fill(LogPage page, Database database, long after, long tail)
    {
        var row = database.Prepare(_readPage).Bind(1, after + 1).Bind(2, tail);
        try
        {
            while (!page.IsFull && row.Step())
            {
                var block = StoredBlock.Decode(Name, row);
                // The first may begin before the position asked for; all others continue where the one before ended.
                if (block.First > after + 1 || block.Last <= after) throw Gap(after + 1);
                page.Add(block);
                after = block.Last;
            }
        }
        finally
        {
            row.Reset();
        }

        return page.Blocks.Count > 0 ? true : throw Gap(after + 1);
    }

    private CorruptLogException Gap(long position) => new(
        $"The {Name} in '{FolderFiles.LogFile}' is damaged: no block holds position {position}, although the log reaches {Tail}.");
}
