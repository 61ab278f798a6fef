using Actors.Engine.Seam;

namespace Actors.Embedded.Runtime;

/// <summary>
/// Looks at the clock for all partitions. While something happens, every few milliseconds; when nothing has for a second, only once a second, for
/// windows that slide by themselves, or at the instant when something falls due. A partition is called only when it has something to do.
/// </summary>
internal sealed class Ticker(IReadOnlyList<EmbeddedPartition> partitions, IClock clock, TimeSpan tick, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private readonly Task[] _ticks = [.. partitions.Select(_ => Task.CompletedTask)];
    private readonly long _ticksPerRest = Every(Rest, tick);
    private readonly long _ticksPerReport = Every(TimeSpan.FromMilliseconds(100), tick);
    private TaskCompletionSource? _sleeper;
    private int _stirred;
    private bool _missed;

    /// <summary>Something happened. From any thread; never blocks.</summary>
    public void Stir()
    {
        Interlocked.Exchange(ref _stirred, 1);
        Interlocked.Exchange(ref _sleeper, null)?.TrySetResult();
    }

    /// <summary>Runs until it is stopped, and every turn it began has ended.</summary>
    public async Task Run(CancellationToken stopping)
    {
        try
        {
            long awake = _ticksPerRest;
            for (long n = 0; ; n++)
            {
                if (awake > 0)
                {
                    await Task.Delay(tick, time, stopping);
                    LookAwake(n);
                }
                else if (await Sleep(stopping))
                {
                    LookAfterRest();
                }
                awake = Interlocked.Exchange(ref _stirred, 0) == 1 ? _ticksPerRest : Math.Max(0, awake - 1);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(_ticks);
        }
    }

    /// <summary>Sleeps until the rest is over or something falls due; false when stirred before.</summary>
    private async ValueTask<bool> Sleep(CancellationToken stopping)
    {
        var sleeper = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _sleeper, sleeper);
        if (Volatile.Read(ref _stirred) == 1)
        {
            return false;
        }
        Task rest = Task.Delay(UntilDue(), time, stopping);
        bool rested = await Task.WhenAny(rest, sleeper.Task) == rest;
        await (rested ? rest : Task.CompletedTask);
        return rested;
    }

    /// <summary>A due instant is one of the wall clock, which may be set meanwhile: no rest is longer than a second.</summary>
    private TimeSpan UntilDue()
    {
        if (_missed)
        {
            return tick;
        }
        long nextDueMs = partitions.Min(p => p.NextDueMs);
        long now = clock.NowMs;
        // What is due and does not fire, for a clock that waits for confirmation or a disk that is full, is tried again after a rest.
        return nextDueMs > now && nextDueMs - now < Rest.TotalMilliseconds ? TimeSpan.FromMilliseconds(nextDueMs - now) : Rest;
    }

    private void LookAwake(long n)
    {
        long now = clock.NowMs;
        for (int p = 0; p < _ticks.Length; p++)
        {
            bool recent = (n + p) % _ticksPerRest == 0;
            if (recent || (n + p) % _ticksPerReport == 0 || partitions[p].NextDueMs <= now)
            {
                Call(p, now, recent);
            }
        }
    }

    private void LookAfterRest()
    {
        long now = clock.NowMs;
        _missed = false;
        for (int p = 0; p < _ticks.Length; p++)
        {
            _missed |= !Call(p, now, recent: true);
        }
    }

    /// <summary>False: the turn before has not ended.</summary>
    private bool Call(int partition, long now, bool recent)
    {
        if (!_ticks[partition].IsCompleted)
        {
            return false;
        }
        _ticks[partition] = partitions[partition].Tick(now, recent);
        return true;
    }

    private static long Every(TimeSpan period, TimeSpan tick) => Math.Max(1, period.Ticks / Math.Max(1, tick.Ticks));
}
