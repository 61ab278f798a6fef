using Actors.AzureStorage.Rest;
using Actors.EventLog;

namespace Actors.AzureStorage.Logs;

/// <summary>
/// Appends to one log, one request at a time: while one is under way the next frames gather, and go together in one
/// block. Runs on the thread pool while there is work.
/// </summary>
internal sealed class LogWriter(LogChain chain, LogAppends appends, LogPath path, StoreTrouble trouble)
{
    private readonly TimeSpan _apart = path.IsPaced ? trouble.Options.AppendsApart : TimeSpan.Zero;
    private readonly Lock _gate = new();
    private readonly Queue<LogJob> _queue = new();
    private Task _running = Task.CompletedTask;
    private bool _isRunning;
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;
    private long? _begun;

    public Task<AppendOutcome> Append(AppendJob job)
    {
        Enqueue(job);
        return job.Done;
    }

    /// <summary>Runs something between two appends.</summary>
    public Task Between(Func<Task> turn)
    {
        var job = new TurnJob(turn);
        Enqueue(job);
        return job.Done;
    }

    /// <summary>Takes nothing more; completes when what was taken is done.</summary>
    public Task Close()
    {
        lock (_gate)
        {
            _closed = true;
            _closing.TrySetResult();
            return _running;
        }
    }

    private void Enqueue(LogJob job)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _queue.Enqueue(job);
            if (_isRunning) return;
            _isRunning = true;
            _running = Task.Run(Run);
        }
    }

    private async Task Run()
    {
        while (true)
        {
            await KeepApart();
            if (Take() is not { } jobs) return;
            try
            {
                if (jobs is [TurnJob turn]) await turn.Run();
                else await Append([.. jobs.Cast<AppendJob>()]);
            }
            catch (Exception e)
            {
                foreach (var job in jobs) job.Fail(e);
            }
        }
    }

    // What comes meanwhile goes along; at the end nobody waits.
    private async Task KeepApart()
    {
        if (_begun is not { } begun) return;
        var left = _apart - trouble.Options.Time.GetElapsedTime(begun);
        if (left > TimeSpan.Zero) await Task.WhenAny(Task.Delay(left, trouble.Options.Time), _closing.Task);
    }

    // One turn, or all appends that wait, as far as they fit a block.
    private List<LogJob>? Take()
    {
        lock (_gate)
        {
            if (_queue.Count == 0)
            {
                _isRunning = false;
                return null;
            }

            var jobs = new List<LogJob> { _queue.Dequeue() };
            if (jobs[0] is not AppendJob first) return jobs;
            var bytes = first.Frame.Length;
            while (_queue.TryPeek(out var next) && next is AppendJob append
                && (bytes += append.Frame.Length) <= BlobContainer.AppendBytesMax)
                jobs.Add(_queue.Dequeue());
            return jobs;
        }
    }

    private async Task Append(List<AppendJob> jobs)
    {
        if (_apart > TimeSpan.Zero) _begun = trouble.Options.Time.GetTimestamp();
        if (jobs[0].ExpectedTail > chain.Tail) await appends.Refresh();
        var (tail, group, refused) = (chain.Tail, new List<AppendJob>(), new List<AppendJob>());
        foreach (var job in jobs)
        {
            if (job.ExpectedTail == tail)
            {
                group.Add(job);
                tail = job.Header.Last;
            }
            else
            {
                refused.Add(job);
            }
        }

        try
        {
            if (group.Count > 0) await Append(group, refused);
        }
        catch (StorageException e)
        {
            var fault = new StorageException(
                $"Block {group[0].Header.First}–{group[^1].Header.Last} of the {path.Title} was not written: {e.Message}", e);
            foreach (var job in group) job.Fail(fault);
        }

        foreach (var job in refused) job.Answer(new AppendOutcome(Appended: false, chain.Tail));
    }

    private async Task Append(List<AppendJob> group, List<AppendJob> refused)
    {
        if (!await appends.Append(group[0].Header, group[^1].Header.Last, Join(group)))
        {
            refused.AddRange(group);
            return;
        }

        foreach (var job in group) job.Answer(new AppendOutcome(Appended: true, job.Header.Last));
    }

    private static ReadOnlyMemory<byte> Join(List<AppendJob> group)
    {
        if (group.Count == 1) return group[0].Frame;
        var block = new byte[group.Sum(job => job.Frame.Length)];
        var at = 0;
        foreach (var job in group)
        {
            job.Frame.CopyTo(block.AsMemory(at));
            at += job.Frame.Length;
        }

        return block;
    }
}
