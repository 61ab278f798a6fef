namespace Actors.Conformance.Hostile;

/// <summary>A process whose code stops for good, wherever it is, when it dies.</summary>
internal sealed class Process(Pump pump) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Call, object? State)> _held = new();

    public bool IsDead { get; private set; }

    /// <summary>Whether it stands still: what it was about to do waits, and it knows nothing of the time that passes.</summary>
    public bool IsPaused { get; private set; }

    public void Die() => IsDead = true;

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        while (_held.TryDequeue(out (SendOrPostCallback Call, object? State) held))
        {
            Post(held.Call, held.State);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => pump.Post(_ => RunInside(d, state), null);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits for another here.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs a turn inside; no answer ever comes from the dead.</summary>
    public Task<T> Call<T>(Func<ValueTask<T>> turn)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => Answer(turn, answer), null);
        return answer.Task;
    }

    private static async void Answer<T>(Func<ValueTask<T>> turn, TaskCompletionSource<T> answer)
    {
        try
        {
            answer.TrySetResult(await turn());
        }
        catch (Exception e)
        {
            answer.TrySetException(e);
        }
    }

    private void RunInside(SendOrPostCallback d, object? state)
    {
        if (IsDead)
        {
            return;
        }
        if (IsPaused)
        {
            _held.Enqueue((d, state));
            return;
        }
        SynchronizationContext? outside = Current;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }
}
