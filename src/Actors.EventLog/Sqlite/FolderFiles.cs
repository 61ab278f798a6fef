namespace Actors.EventLog.Sqlite;

/// <summary>The two databases of a data folder: how their connections are set up, and what a new one holds.</summary>
internal sealed class FolderFiles(string folder, SqliteStoreOptions options)
{
    // "Acts", so that a look into the file says whose it is.
    private const int ApplicationId = 0x41637473;
    private const int FormatVersion = 1;

    public const string LogFile = "log.db";

    public const string StateFile = "state.db";

    private string LogPath => Path.Combine(folder, LogFile);

    private string StatePath => Path.Combine(folder, StateFile);

    public Database OpenLog() => OpenLog(create: false);

    public Database OpenStates() => OpenStates(create: false);

    /// <summary>The connection for writing states.</summary>
    public Database OpenStateWriter()
    {
        var database = OpenStates();
        SetCache(database, options.StateWriterCacheBytes);
        return database;
    }

    /// <summary>What the folder was created as; null if it was not, or its creation did not come to its end.</summary>
    public FolderInfo? ReadInfo()
    {
        if (!File.Exists(LogPath)) return null;
        using var database = OpenLog().OnlyLooking();
        var application = database.Number("PRAGMA application_id");
        if (application == 0 && database.Number("SELECT count(*) FROM sqlite_schema") == 0) return null;
        if (application != ApplicationId)
            throw new StorageException($"'{LogFile}' is a database of another program, not a log of this one.");
        CheckFormat(database);
        var info = FolderRow.Read(database);
        CheckStates(info);
        return info;
    }

    public void Create(FolderInfo info)
    {
        // States first: a folder counts as created once its log database says so.
        Delete(StatePath);
        using (var states = OpenStates(create: true))
            Fill(states, info, [StateTable.CreateSql, SyncStatesJob.CreateSql, SyncStatesJob.FirstRowSql]);
        using var log = OpenLog(create: true);
        Fill(log, info, [DocumentTable.CreateSql, .. LogNames(info.Partitions).Select(LogTable.CreateSql)]);
    }

    public static IEnumerable<LogName> LogNames(int partitions) => Enumerable.Range(0, partitions)
        .SelectMany(n => new[] { new LogName(LogKind.Input, n), new LogName(LogKind.Outbox, n) });

    /// <summary>Bytes of all files of a folder.</summary>
    public static long BytesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static void Fill(Database database, FolderInfo info, IEnumerable<string> statements)
    {
        database.Run("BEGIN IMMEDIATE");
        foreach (var statement in statements) database.Run(statement);
        FolderRow.Write(database, info);
        database.Run($"PRAGMA application_id={ApplicationId}");
        database.Run($"PRAGMA user_version={FormatVersion}");
        database.Run("COMMIT");
    }

    private Database OpenLog(bool create) => Configure(Database.Open(LogPath, create), "FULL", options.WalBytesMax);

    private Database OpenStates(bool create) =>
        Configure(Database.Open(StatePath, create), "NORMAL", options.StateWalBytesMax);

    private Database Configure(Database database, string synchronous, long walBytesMax)
    {
        try
        {
            // No memory mapping: a file cut off under a mapping kills the process instead of giving an error.
            database.Run($"PRAGMA page_size={options.PageBytes}");
            database.Run("PRAGMA journal_mode=WAL");
            database.Run($"PRAGMA synchronous={synchronous}");
            database.Run("PRAGMA wal_autocheckpoint=0");
            database.Run($"PRAGMA journal_size_limit={walBytesMax * 2}");
            SetCache(database, options.CacheBytesPerConnection);
            database.Run("PRAGMA secure_delete=FAST");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void SetCache(Database database, long bytes) =>
        database.Run($"PRAGMA cache_size=-{bytes / 1024}");

    private void CheckStates(FolderInfo info)
    {
        if (!File.Exists(StatePath))
            throw new CorruptLogException($"It has a log but no saved states: '{StateFile}' is missing.");
        using var database = OpenStates().OnlyLooking();
        CheckFormat(database);
        if (!FolderRow.Read(database).RoutingKey.Span.SequenceEqual(info.RoutingKey.Span))
            throw new StorageException($"'{StateFile}' belongs to another data folder than '{LogFile}'.");
    }

    private static void CheckFormat(Database database)
    {
        // SQLite itself takes a last page that is cut off for one that ends in zeros. A log beside the file may hold
        // what it lacks.
        var length = new FileInfo(database.Path).Length;
        var expected = database.Number("PRAGMA page_count") * database.Number("PRAGMA page_size");
        if (length < expected && new FileInfo(database.Path + "-wal") is not { Exists: true, Length: > 0 })
            throw new CorruptLogException(
                $"Database file '{database.Name}' is cut off: it has {length} bytes of {expected}.");
        var version = database.Number("PRAGMA user_version");
        if (version != FormatVersion)
            throw new StorageException(
                $"'{database.Name}' has format version {version}; this server reads version {FormatVersion} only.");
    }

    private static void Delete(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(path + suffix);
    }
}
