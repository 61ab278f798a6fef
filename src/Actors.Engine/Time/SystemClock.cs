using Actors.Engine.Seam;

namespace Actors.Engine.Time;

/// <summary>
/// Real time: the machine's wall clock, watched against its monotone clock. A jump of more than a minute would make customers leave
/// segments early, for good: the clock then stands still until somebody confirms it.
/// </summary>
public sealed class SystemClock : IClock
{
    /// <summary>The largest step of the wall clock against the monotone clock that is taken without asking.</summary>
    public static readonly TimeSpan JumpMax = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time;
    private readonly Lock _look = new();
    private long _wallMs;
    private long _monotone;
    private long _jumpMs;

    public SystemClock(TimeProvider time)
    {
        _time = time;
        Confirm();
    }

    public long NowMs
    {
        get
        {
            lock (_look)
            {
                Look();
                return _wallMs;
            }
        }
    }

    public bool IsVirtual => false;

    public string? Held
    {
        get
        {
            lock (_look)
            {
                Look();
                return _jumpMs == 0 ? null : $"The wall clock jumped by {_jumpMs / 1_000} s against the monotone clock: confirm the time to go on.";
            }
        }
    }

    public void Confirm()
    {
        lock (_look)
        {
            (_wallMs, _monotone, _jumpMs) = (WallMs(), _time.GetTimestamp(), 0);
        }
    }

    public long MoveTo(long instantMs) => NowMs;

    private void Look()
    {
        if (_jumpMs != 0)
        {
            return;
        }
        long monotone = _time.GetTimestamp();
        long wall = WallMs();
        long jump = wall - _wallMs - (long)_time.GetElapsedTime(_monotone, monotone).TotalMilliseconds;
        if (Math.Abs(jump) > JumpMax.TotalMilliseconds)
        {
            _jumpMs = jump;
            return;
        }
        (_wallMs, _monotone) = (wall, monotone);
    }

    private long WallMs() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
