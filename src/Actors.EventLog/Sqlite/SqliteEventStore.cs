using System.Security.Cryptography;
using Actors.EventLog.Deduplication;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// A data folder of one server: logs and documents in <c>log.db</c> (every commit synced), customer states in
/// <c>state.db</c> (a cache, synced now and then), fingerprints in files of their own. Reads are short and synchronous;
/// writes are grouped.
/// </summary>
public sealed class SqliteEventStore : IEventStore
{
    private const long LogGroupBytesMax = 8 << 20;

    // Nobody waits for a state to be saved, and the more of one page are saved together, the fewer pages are written.
    private const long StateGroupBytesMax = 32 << 20;

    private readonly FolderLock _lock;
    private readonly string _folder;
    private readonly ReaderPool _logReaders;
    private readonly ReaderPool _stateReaders;
    private readonly GroupCommitWriter _logWriter;
    private readonly GroupCommitWriter _stateWriter;
    private readonly LogTable[] _inputs;
    private readonly LogTable[] _outboxes;
    private readonly FingerprintStore[] _fingerprints;

    private SqliteEventStore(
        string folder, FolderLock folderLock, FolderInfo info, FolderFiles files, SqliteStoreOptions options)
    {
        (_folder, _lock, Info) = (folder, folderLock, info);
        var tails = ReadTails(files, info);
        _fingerprints = OpenFingerprints(folder, info);
        _logReaders = new ReaderPool(files.OpenLog, Environment.ProcessorCount * 2);
        _stateReaders = new ReaderPool(files.OpenStates, Environment.ProcessorCount * 2);
        _logWriter = Writer(files.OpenLog(), files.OpenLog(), options.WalBytesMax, LogGroupBytesMax, "log writer");
        _stateWriter = Writer(
            files.OpenStateWriter(), files.OpenStates(), options.StateWalBytesMax, StateGroupBytesMax, "state writer");
        _inputs = Tables(LogKind.Input);
        _outboxes = Tables(LogKind.Outbox);
        States = new StateTable(info.Partitions, _stateWriter, _stateReaders);
        Documents = new DocumentTable(_logWriter, _logReaders);

        LogTable[] Tables(LogKind kind) =>
        [
            .. Enumerable.Range(0, info.Partitions).Select(n => new LogName(kind, n))
                .Select(name => new LogTable(name, _logWriter, _logReaders, tails[name])),
        ];
    }

    public FolderInfo Info { get; }

    public IStateStore States { get; }

    public IDocuments Documents { get; }

    public long BytesOnDisk => FolderFiles.BytesOf(_folder);

    /// <summary>Opens a data folder, creating it if <paramref name="create"/> says what it shall be.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="create">Null: the folder must exist. Else an existing folder must agree with it.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="FolderInUseException">Another store, of this or another process, has it open.</exception>
    /// <exception cref="CorruptLogException">A file is damaged or missing, or the last block of a log cannot be
    /// read.</exception>
    /// <exception cref="StorageException">The folder is not what was asked for, or cannot be read or
    /// written.</exception>
    public static SqliteEventStore Open(
        string folder, FolderCreation? create = null, SqliteStoreOptions? options = null)
    {
        folder = Path.GetFullPath(folder);
        Prepare(folder, create);
        var folderLock = FolderLock.Take(folder);
        try
        {
            options ??= new SqliteStoreOptions();
            var files = new FolderFiles(folder, options);
            var info = InfoOf(folder, files, create);
            return Named(folder, () => new SqliteEventStore(folder, folderLock, info, files, options));
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    public ILog Input(int partition) => Of(_inputs, partition);

    public ILog Outbox(int partition) => Of(_outboxes, partition);

    public IFingerprints Fingerprints(int partition) => Of(_fingerprints, partition);

    /// <summary>Writes what is queued, closes the files and lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        await _logWriter.DisposeAsync();
        await _stateWriter.DisposeAsync();
        _logReaders.Dispose();
        _stateReaders.Dispose();
        foreach (var fingerprints in _fingerprints) await fingerprints.DisposeAsync();
        _lock.Dispose();
    }

    /// <summary>Bounds the log database, so that a test meets a full disk; 0 lifts the bound.</summary>
    internal async ValueTask BoundLogPages(long pagesMax) =>
        await _logWriter.Run(new BoundPagesJob(pagesMax), CancellationToken.None);

    private static GroupCommitWriter Writer(
        Database database, Database beside, long walBytesMax, long groupBytesMax, string threadName) =>
        new(database, new WalKeeper(database, beside, walBytesMax), groupBytesMax, threadName);

    private static T Of<T>(T[] parts, int partition)
    {
        LogBlockRules.CheckPartition(partition, parts.Length);
        return parts[partition];
    }

    private static void Prepare(string folder, FolderCreation? create)
    {
        try
        {
            if (create is not null) Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"Data folder '{folder}' cannot be created: {e.Message}", e);
        }

        if (!Directory.Exists(folder)) throw new StorageException($"There is no data folder '{folder}'.");
    }

    private static FolderInfo InfoOf(string folder, FolderFiles files, FolderCreation? create)
    {
        if (Named(folder, files.ReadInfo) is { } existing)
        {
            create?.Agree(existing, folder);
            return existing;
        }

        if (create is null) throw new StorageException($"'{folder}' holds no data of this server.");
        var info = create.ToInfo(() => RandomNumberGenerator.GetBytes(FolderCreation.RoutingKeyBytes));
        return Named(folder, () =>
        {
            files.Create(info);
            return info;
        });
    }

    // Whoever opens a folder is told which; all later messages name the file alone.
    private static T Named<T>(string folder, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (CorruptLogException e)
        {
            throw new CorruptLogException($"Data folder '{folder}': {e.Message}", e);
        }
        catch (StorageException e)
        {
            throw new StorageException($"Data folder '{folder}': {e.Message}", e);
        }
    }

    private static Dictionary<LogName, long> ReadTails(FolderFiles files, FolderInfo info)
    {
        using var log = files.OpenLog().OnlyLooking();
        return FolderFiles.LogNames(info.Partitions).ToDictionary(name => name, name => LogTable.ReadTail(name, log));
    }

    private static FingerprintStore[] OpenFingerprints(string folder, FolderInfo info) =>
    [
        .. Enumerable.Range(0, info.Partitions)
            .Select(n => FingerprintStore.Open(Path.Combine(folder, "fingerprints"), n)),
    ];
}
