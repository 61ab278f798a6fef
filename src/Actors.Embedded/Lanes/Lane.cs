using System.Collections.Concurrent;

namespace Actors.Embedded.Lanes;

/// <summary>
/// One thread that runs the turns of many actors, one at a time. What an actor awaits comes back to the same thread, so an actor
/// needs no locks.
/// </summary>
public sealed class Lane : SynchronizationContext, IDisposable
{
    private readonly ConcurrentQueue<(SendOrPostCallback Call, object? State)> _queue = new();
    // Without spinning: on few cores a thread that spins takes them from those that have work.
    private readonly ManualResetEventSlim _work = new(false, spinCount: 0);
    private readonly Thread _thread;
    private readonly Action<Exception> _failed;
    private int _asleep;
    private volatile bool _stopping;

    /// <param name="failed">Told of an exception nobody awaited: a defect, never swallowed.</param>
    public Lane(string name, Action<Exception> failed)
    {
        _failed = failed;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        _queue.Enqueue((d, state));
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
        {
            _work.Set();
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("A lane is never entered synchronously.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs a turn on the lane and brings its answer back; the caller's continuation does not run on the lane.</summary>
    public Task<T> Run<TActor, T>(TActor actor, Func<TActor, ValueTask<T>> turn)
    {
        var work = new Turn<TActor, T>(actor, turn);
        Post(static state => ((Turn<TActor, T>)state!).Start(), work);
        return work.Task;
    }

    public Task Run<TActor>(TActor actor, Func<TActor, ValueTask> turn) => Run(actor, async a =>
    {
        await turn(a);
        return true;
    });

    public void Dispose()
    {
        _stopping = true;
        _work.Set();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
        _work.Dispose();
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        while (!_stopping)
        {
            while (_queue.TryDequeue(out (SendOrPostCallback Call, object? State) item))
            {
                try
                {
                    item.Call(item.State);
                }
                catch (Exception e)
                {
                    _failed(e);
                }
            }
            Sleep();
        }
    }

    private void Sleep()
    {
        Volatile.Write(ref _asleep, 1);
        Interlocked.MemoryBarrier();
        if (!_queue.IsEmpty && Interlocked.Exchange(ref _asleep, 0) == 1)
        {
            return;
        }
        _work.Wait();
        _work.Reset();
    }

    private sealed class Turn<TActor, T>(TActor actor, Func<TActor, ValueTask<T>> turn)
        : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public void Start()
        {
            ValueTask<T> answer;
            try
            {
                answer = turn(actor);
            }
            catch (Exception e)
            {
                SetException(e);
                return;
            }
            if (answer.IsCompletedSuccessfully)
            {
                SetResult(answer.Result);
                return;
            }
            _ = Finish(answer.AsTask());
        }

        private async Task Finish(Task<T> answer)
        {
            try
            {
                SetResult(await answer);
            }
            catch (Exception e)
            {
                SetException(e);
            }
        }
    }
}
