using Actors.EventLog.Hashing;

namespace Actors.EventLog.Sqlite;

/// <summary>Named documents, in the logs' database: durable with the same commits.</summary>
internal sealed class DocumentTable(GroupCommitWriter writer, ReaderPool readers) : IDocuments
{
    public const string CreateSql =
        "CREATE TABLE documents (name TEXT NOT NULL UNIQUE, crc INTEGER NOT NULL, content BLOB NOT NULL)";

    public ValueTask<ReadOnlyMemory<byte>?> Get(string name, CancellationToken cancellation = default) =>
        ValueTask.FromResult(readers.Read(database => Get(database, name)));

    public async ValueTask Put(
        IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents, CancellationToken cancellation = default)
    {
        if (documents.Count > 0) await writer.Run(new PutDocumentsJob(documents), cancellation);
    }

    public ValueTask<IReadOnlyList<string>> List(string prefix, CancellationToken cancellation = default) =>
        ValueTask.FromResult<IReadOnlyList<string>>(readers.Read(database => List(database, prefix)));

    public static uint ChecksumOf(string name, ReadOnlySpan<byte> content)
    {
        var crc = new Crc32C();
        crc.Add(System.Text.Encoding.UTF8.GetBytes(name));
        crc.Add(content);
        return crc.Value;
    }

    private static ReadOnlyMemory<byte>? Get(Database database, string name)
    {
        var row = database.Prepare("SELECT crc, content FROM documents WHERE name = ?1").Bind(1, name);
        try
        {
            if (!row.Step()) return null;
            var content = row.Blob(1);
            if (ChecksumOf(name, content) != (uint)row.Int64(0))
                throw new CorruptLogException(
                    $"Document '{name}' in '{FolderFiles.LogFile}' is damaged: its checksum does not match its content.");
            return content.ToArray();
        }
        finally
        {
            row.Reset();
        }
    }

    private static List<string> List(Database database, string prefix)
    {
        var names = new List<string>();
        var row = database.Prepare("SELECT name FROM documents WHERE name >= ?1 ORDER BY name").Bind(1, prefix);
        try
        {
            // Names of one prefix stand together in the order of their bytes.
            while (row.Step() && row.Text(0) is var name && name.StartsWith(prefix, StringComparison.Ordinal))
                names.Add(name);
        }
        finally
        {
            row.Reset();
        }

        names.Sort(StringComparer.Ordinal); // UTF-16 order differs from byte order beyond the basic plane.
        return names;
    }
}

/// <summary>Puts documents, all or none.</summary>
internal sealed class PutDocumentsJob(IReadOnlyList<(string Name, ReadOnlyMemory<byte>? Content)> documents)
    : WriteJob<bool>
{
    private const string PutSql = "INSERT INTO documents (name, crc, content) VALUES (?1, ?2, ?3) "
        + "ON CONFLICT (name) DO UPDATE SET crc = excluded.crc, content = excluded.content";

    public override int Bytes => documents.Sum(document => document.Content?.Length ?? 0);

    protected override bool Result => true;

    public override void Execute(Database database)
    {
        foreach (var (name, content) in documents)
        {
            if (content is { } bytes)
                database.Prepare(PutSql)
                    .Bind(1, name).Bind(2, DocumentTable.ChecksumOf(name, bytes.Span)).Bind(3, bytes.Span).Execute();
            else
                database.Prepare("DELETE FROM documents WHERE name = ?1").Bind(1, name).Execute();
        }
    }

    public override void Fail(Exception reason) =>
        base.Fail(new StorageException($"Document '{documents[0].Name}' was not written. {reason.Message}", reason));
}
