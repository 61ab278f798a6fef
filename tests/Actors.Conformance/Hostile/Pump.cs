namespace Actors.Conformance.Hostile;

/// <summary>
/// One thread and a clock of its own: what is ready runs in turn, and when nothing is, time leaps to what waits next. The same seed
/// gives the same run.
/// </summary>
internal sealed class Pump : SynchronizationContext
{
    /// <summary>A run that takes more is going round in circles.</summary>
    private const long StepsMax = 3_000_000;
    private const int StepsPerMs = 50;
    private readonly Queue<(SendOrPostCallback Call, object? State)> _ready = new();
    private readonly PriorityQueue<Action, (long At, long Order)> _later = new();
    private long _order;
    private long _steps;

    public long NowMs { get; private set; }

    /// <summary>What to tell of a run that does not end.</summary>
    public List<Func<string>> Observed { get; } = [];

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits for another here.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs something after a while of this clock.</summary>
    public void After(long ms, Action action) => _later.Enqueue(action, (NowMs + ms, _order++));

    public Task Delay(long ms)
    {
        var waited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        After(ms, waited.SetResult);
        return waited.Task;
    }

    /// <summary>Completes when a task does, or after a while. Not by <c>WhenAny</c>, which may go on on a thread of the pool.</summary>
    public Task Patiently(Task task, long ms)
    {
        var waited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        After(ms, () => waited.TrySetResult());
        _ = EndWith(task, waited);
        return waited.Task;
    }

    /// <summary>Runs a scenario to its end.</summary>
    public void Run(Func<Task> scenario)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            Task main = scenario();
            while (!main.IsCompleted)
            {
                Step();
            }
            main.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private static async Task EndWith(Task task, TaskCompletionSource waited)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        waited.TrySetResult();
    }

    private void Step()
    {
        if (++_steps > StepsMax)
        {
            throw new InvalidOperationException(
                $"The scenario did not end within {StepsMax} steps ({NowMs} ms). {string.Join(' ', Observed.Select(tell => tell()))}");
        }
        if (TryTake(out (SendOrPostCallback Call, object? State) ready))
        {
            // Working takes time too: else whoever asks again and again would keep the clock from moving.
            NowMs += _steps % StepsPerMs == 0 ? 1 : 0;
            ready.Call(ready.State);
            if (!_later.TryPeek(out _, out (long At, long Order) next) || next.At > NowMs)
            {
                return;
            }
        }
        if (!_later.TryDequeue(out Action? action, out (long At, long Order) due))
        {
            throw new InvalidOperationException("Nothing is ready and nothing waits: somebody's answer is lost for ever.");
        }
        NowMs = Math.Max(NowMs, due.At);
        action();
    }

    private bool TryTake(out (SendOrPostCallback Call, object? State) ready)
    {
        lock (_ready)
        {
            return _ready.TryDequeue(out ready);
        }
    }
}
