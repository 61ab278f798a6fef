using System.Runtime.CompilerServices;

namespace Actors.Engine.Tests.Partitions;

/// <summary>
/// What a test began under it goes on in turn, never two things at once, as on the lane of a partition. A test enters it by
/// <c>await OneAtATime.Begin()</c> and stays to its end.
/// </summary>
internal sealed class OneAtATime : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Call, object? State)> _ready = new();
    private bool _running;

    public static Entry Begin() => default;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Enqueue((d, state));
            if (_running)
            {
                return;
            }
            _running = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static context => context.Run(), this, preferLocal: false);
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits for another here.");

    public override SynchronizationContext CreateCopy() => this;

    private void Run()
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        while (Next() is { Call: { } call } next)
        {
            call(next.State);
        }
        SetSynchronizationContext(before);
    }

    private (SendOrPostCallback? Call, object? State) Next()
    {
        lock (_ready)
        {
            _running = _ready.TryDequeue(out (SendOrPostCallback Call, object? State) next);
            return next;
        }
    }

    /// <summary>Awaited: what follows is the first turn.</summary>
    internal readonly struct Entry : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public Entry GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => new OneAtATime().Post(static state => ((Action)state!)(), continuation);
    }
}
