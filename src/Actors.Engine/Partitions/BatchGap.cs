namespace Actors.Engine.Partitions;

/// <summary>
/// Where work waits that must not see half a batch: it runs at once while none is being applied, else between this one and the next.
/// On the partition's turns only.
/// </summary>
internal sealed class BatchGap
{
    private readonly Queue<Action<Exception?>> _waiting = new();
    private Exception? _failed;

    /// <summary>Whether batches are being applied, one after the other.</summary>
    public bool IsApplying { get; private set; }

    /// <summary>Batches are applied from now on.</summary>
    public void Begin() => IsApplying = true;

    /// <summary>One batch is over: runs what waits.</summary>
    public void Open() => Answer(null);

    /// <summary>No more batches for now.</summary>
    public void End()
    {
        IsApplying = false;
        Answer(null);
    }

    /// <summary>The batch under way will never be over: what waits, or comes later, is not run, and its callers are told.</summary>
    public void Fail(Exception reason)
    {
        _failed = reason;
        IsApplying = false;
        Answer(reason);
    }

    /// <summary>Runs it in a gap; completes afterwards.</summary>
    public Task<T> Run<T>(Func<T> work)
    {
        if (_failed is not null)
        {
            return Task.FromException<T>(_failed);
        }
        if (!IsApplying)
        {
            return Task.FromResult(work());
        }
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(failure =>
        {
            try
            {
                done.SetResult(failure is null ? work() : throw failure);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    private void Answer(Exception? failure)
    {
        while (_waiting.TryDequeue(out Action<Exception?>? work))
        {
            work(failure);
        }
    }
}
