namespace Actors.Embedded.Tests;

/// <summary>A wall clock that the test moves; timers fire when they are told to.</summary>
public sealed class FakeTime(long nowMs) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private long _nowMs = nowMs;

    public override long TimestampFrequency => 1_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _nowMs));

    public override long GetTimestamp() => Interlocked.Read(ref _nowMs);

    /// <summary>Moves the clock forward; fires no timer.</summary>
    public void MoveTo(long instantMs)
    {
        lock (_gate)
        {
            _nowMs = Math.Max(_nowMs, instantMs);
        }
    }

    /// <summary>When the next timer fires; <see cref="long.MaxValue"/>: none waits.</summary>
    public long NextTimerMs
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count == 0 ? long.MaxValue : _timers.Min(timer => timer.DueMs);
            }
        }
    }

    /// <summary>Fires every timer that is due, once.</summary>
    public void Fire()
    {
        List<Timer> due;
        lock (_gate)
        {
            due = _timers.FindAll(timer => timer.DueMs <= _nowMs);
        }
        due.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime, period);

    private sealed class Timer : ITimer
    {
        private readonly FakeTime _time;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private TimeSpan _period;

        public Timer(FakeTime time, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_time, _callback, _state) = (time, callback, state);
            Change(dueTime, period);
            lock (time._gate)
            {
                time._timers.Add(this);
            }
        }

        public long DueMs { get; private set; }

        public void Fire()
        {
            DueMs = After(_period);
            _callback(_state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (DueMs, _period) = (After(dueTime), period);
            return true;
        }

        public void Dispose()
        {
            lock (_time._gate)
            {
                _time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private long After(TimeSpan span) =>
            span == Timeout.InfiniteTimeSpan ? long.MaxValue : _time.GetTimestamp() + (long)span.TotalMilliseconds;
    }
}
