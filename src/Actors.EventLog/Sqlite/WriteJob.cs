namespace Actors.EventLog.Sqlite;

/// <summary>Something to write, carried out by the writer thread together with all that wait at that moment.</summary>
internal abstract class WriteJob
{
    /// <summary>Bytes it writes, roughly, to bound a transaction.</summary>
    public virtual int Bytes => 0;

    /// <summary>Freed pages are overwritten with zeros in its transaction (erasure).</summary>
    public virtual bool Erases => false;

    /// <summary>Its transaction is synced to the disk even where the database does not do so by itself.</summary>
    public virtual bool Syncs => false;

    /// <summary>Runs its statements inside the open transaction.</summary>
    public abstract void Execute(Database database);

    /// <summary>The transaction is durable.</summary>
    public abstract void Succeed();

    /// <summary>The transaction was rolled back.</summary>
    public abstract void Fail(Exception reason);
}

/// <summary>A job whose caller awaits a value.</summary>
internal abstract class WriteJob<T> : WriteJob
{
    // Never run a caller's continuation on the writer thread: all others would wait for it.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => _done.Task;

    protected abstract T Result { get; }

    public override void Succeed() => _done.TrySetResult(Result);

    public override void Fail(Exception reason) => _done.TrySetException(reason);
}
