namespace Actors.Engine.Partitions;

/// <summary>Callers that wait until the partition has published up to a position.</summary>
internal sealed class Barrier
{
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
    private TaskCompletionSource? _next;
    private Exception? _failed;

    public ValueTask Wait(long position)
    {
        if (_failed is not null)
        {
            return ValueTask.FromException(_failed);
        }
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(waiter, position);
        return new ValueTask(waiter.Task);
    }

    /// <summary>Completes the next time anything is published.</summary>
    public Task Next() => (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Reached(long position)
    {
        while (_waiting.TryPeek(out TaskCompletionSource? waiter, out long wanted) && wanted <= position)
        {
            _waiting.Dequeue();
            waiter.SetResult();
        }
        _next?.SetResult();
        _next = null;
    }

    public void Fail(Exception reason)
    {
        _failed = reason;
        while (_waiting.TryDequeue(out TaskCompletionSource? waiter, out _))
        {
            waiter.SetException(reason);
        }
        _next?.SetResult();
        _next = null;
    }
}
