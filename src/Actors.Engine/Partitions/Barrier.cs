namespace Actors.Engine.Partitions;

/// <summary>Callers that wait until the partition has published up to a position.</summary>
internal sealed class Barrier
{
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();
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

    public void Reached(long position)
    {
        while (_waiting.TryPeek(out TaskCompletionSource? waiter, out long wanted) && wanted <= position)
        {
            _waiting.Dequeue();
            waiter.SetResult();
        }
    }

    public void Fail(Exception reason)
    {
        _failed = reason;
        while (_waiting.TryDequeue(out TaskCompletionSource? waiter, out _))
        {
            waiter.SetException(reason);
        }
    }
}
