namespace Actors.Server.Replay;

/// <summary>
/// When an instant of virtual time is due: everything at once up to <c>fromMs</c>, and from there at a speed.
/// </summary>
/// <param name="speed">Virtual milliseconds per real millisecond; infinite: as fast as the machine goes.</param>
/// <param name="fromMs">Calls before this instant are due at once.</param>
internal sealed class Pace(double speed, long fromMs, TimeProvider time)
{
    /// <summary>Behind by more than this, time slows down: a machine too slow must not save up a flood.</summary>
    private const double BehindMsMax = 1_000;

    private double _anchorVirtualMs;
    private long _anchor;
    private bool _begun;

    /// <summary>Whether a call at this instant may be sent. Instants must not fall.</summary>
    public bool IsDue(long instantMs)
    {
        if (double.IsPositiveInfinity(speed) || instantMs < fromMs)
        {
            return true;
        }
        if (!_begun)
        {
            Anchor(instantMs);
        }
        return instantMs <= NowMs;
    }

    /// <summary>What virtual time it should be now.</summary>
    public double NowMs => _anchorVirtualMs + time.GetElapsedTime(_anchor).TotalMilliseconds * speed;

    /// <summary>Told of the last call sent, so that a backlog moves the clock back rather than being chased.</summary>
    public void Sent(long instantMs)
    {
        if (_begun && NowMs - instantMs > BehindMsMax * speed)
        {
            Anchor(instantMs);
        }
    }

    private void Anchor(long instantMs) => (_anchorVirtualMs, _anchor, _begun) = (instantMs, time.GetTimestamp(), true);
}
