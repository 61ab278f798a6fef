using System.Threading.Channels;

namespace Actors.EventLog.Sqlite;

/// <summary>
/// The one thread that writes to a database. It takes all jobs that wait, runs them in one transaction, and answers all
/// after its commit: while one commit is under way the next group gathers, so a lone job never waits and a crowd shares
/// one sync.
/// </summary>
internal sealed class GroupCommitWriter : IAsyncDisposable
{
    private const int QueuedJobsMax = 1024;
    private const int GroupJobsMax = 1024;

    private readonly Database _database;
    private readonly WalKeeper _wal;
    private readonly long _groupBytesMax;
    private readonly Channel<WriteJob> _queue = Channel.CreateBounded<WriteJob>(
        new BoundedChannelOptions(QueuedJobsMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly List<WriteJob> _group = new(GroupJobsMax);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="database">The connection, taken over.</param>
    /// <param name="wal">Of the same connection.</param>
    /// <param name="groupBytesMax">A larger transaction would make its first job wait too long for the last.</param>
    /// <param name="threadName">Shown by debuggers.</param>
    public GroupCommitWriter(Database database, WalKeeper wal, long groupBytesMax, string threadName)
    {
        (_database, _wal, _groupBytesMax) = (database, wal, groupBytesMax);
        new Thread(Run) { IsBackground = true, Name = threadName }.Start();
    }

    /// <summary>Queues a job, waiting for room; cancellation reaches it only before it is queued.</summary>
    public async ValueTask<T> Run<T>(WriteJob<T> job, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_queue.Writer.TryWrite(job))
        {
            try
            {
                await _queue.Writer.WriteAsync(job, cancellation);
            }
            catch (ChannelClosedException)
            {
                throw new ObjectDisposedException(
                    nameof(GroupCommitWriter), $"The store at '{_database.Path}' is closed.");
            }
        }

        return await job.Done;
    }

    /// <summary>Writes what is queued, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        try
        {
            while (TakeGroup()) CommitGroup();
        }
        finally
        {
            _wal.Dispose();
            _database.Dispose();
            _ended.SetResult();
        }
    }

    private bool TakeGroup()
    {
        _group.Clear();
        if (!_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) return false;
        var bytes = 0L;
        while (_group.Count < GroupJobsMax && bytes < _groupBytesMax && _queue.Reader.TryRead(out var job))
        {
            _group.Add(job);
            bytes += job.Bytes;
        }

        return true;
    }

    private void CommitGroup()
    {
        var erases = _group.Exists(job => job.Erases);
        var syncs = _group.Exists(job => job.Syncs);
        try
        {
            if (erases) _database.Run("PRAGMA secure_delete=ON");
            if (syncs) _database.Run("PRAGMA synchronous=FULL");
            _database.Prepare("BEGIN IMMEDIATE").Execute();
            foreach (var job in _group) job.Execute(_database);
            _database.Prepare("COMMIT").Execute();
        }
        catch (Exception e)
        {
            RollBack();
            foreach (var job in _group) job.Fail(e);
            return;
        }
        finally
        {
            if (erases) TryRun("PRAGMA secure_delete=FAST");
            if (syncs) TryRun("PRAGMA synchronous=NORMAL");
        }

        foreach (var job in _group) job.Succeed();
        _wal.AfterCommit(erases);
    }

    private void RollBack()
    {
        // A full disk may have rolled back by itself already.
        if (_database.InTransaction) TryRun("ROLLBACK");
    }

    private void TryRun(string sql)
    {
        try
        {
            _database.Run(sql);
        }
        catch (StorageException)
        {
            // The connection's trouble shows at its next transaction, which has a caller to tell.
        }
    }
}
