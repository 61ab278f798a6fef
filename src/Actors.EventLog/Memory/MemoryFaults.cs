namespace Actors.EventLog.Memory;

/// <summary>When, as seen from an append, something goes wrong.</summary>
public enum FaultMoment
{
    /// <summary>Nothing was written.</summary>
    Before,

    /// <summary>It was written, but the writer is told otherwise: only the tail shows it.</summary>
    After,
}

/// <summary>Faults to inject into a <see cref="MemoryEventStore"/>. Safe to call from any thread.</summary>
public sealed class MemoryFaults
{
    private readonly Lock _gate = new();
    private readonly Queue<FaultMoment> _next = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private (string Prefix, int Left) _documents = ("", 0);
    private bool _held;
    private volatile bool _diskFull;

    /// <summary>While true, every write fails and changes nothing.</summary>
    public bool DiskFull
    {
        get => _diskFull;
        set => _diskFull = value;
    }

    /// <summary>Writes that wait to be released.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>The next append to any log fails; several calls fail several appends.</summary>
    public void FailNextAppend(FaultMoment moment)
    {
        lock (_gate) _next.Enqueue(moment);
    }

    /// <summary>The next writes of documents whose names begin so fail, and change nothing.</summary>
    public void FailNextDocuments(string prefix, int writes)
    {
        lock (_gate) _documents = (prefix, writes);
    }

    /// <summary>
    /// From now on writes (appends, documents, saves) wait, without effect, until <see cref="Release"/>.
    /// </summary>
    public void Hold()
    {
        lock (_gate) _held = true;
    }

    /// <summary>Lets all waiting writes go on, in the order they came, and no longer holds new ones.</summary>
    public void Release()
    {
        lock (_gate) _held = false;
        foreach (var waiting in TakeWaiting()) waiting.SetResult();
    }

    /// <summary>Completes at once, unless writes are held.</summary>
    internal Task Pass()
    {
        lock (_gate)
        {
            if (!_held) return Task.CompletedTask;
            var waiting = new TaskCompletionSource();
            _waiting.Add(waiting);
            return waiting.Task;
        }
    }

    internal FaultMoment? TakeNext()
    {
        lock (_gate) return _next.TryDequeue(out var moment) ? moment : null;
    }

    internal void ThrowIfDocumentFails(string name)
    {
        lock (_gate)
        {
            if (_documents.Left == 0 || !name.StartsWith(_documents.Prefix, StringComparison.Ordinal)) return;
            _documents.Left--;
        }

        throw new StorageException($"The disk reports an error: document '{name}' was not written.");
    }

    internal void ThrowIfFull(string what)
    {
        if (_diskFull) throw new StorageException($"The disk is full: {what} was not written.") { IsDiskFull = true };
    }

    /// <summary>The process is gone: what waits never happens.</summary>
    internal void Crash()
    {
        foreach (var waiting in TakeWaiting())
            waiting.SetException(new StorageException("The store has crashed; nothing was written."));
    }

    private List<TaskCompletionSource> TakeWaiting()
    {
        lock (_gate)
        {
            var waiting = _waiting.ToList();
            _waiting.Clear();
            return waiting;
        }
    }
}
