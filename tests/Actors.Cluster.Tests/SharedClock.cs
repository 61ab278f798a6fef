using Actors.Engine.Seam;

namespace Actors.Cluster.Tests;

/// <summary>One clock for all silos: the data's own time, or a wall clock that stands until the scenario moves it.</summary>
internal sealed class SharedClock(bool isVirtual, long nowMs) : IClock
{
    private long _nowMs = nowMs;

    public long NowMs => Interlocked.Read(ref _nowMs);

    public bool IsVirtual => isVirtual;

    public string? Held => null;

    public void Confirm()
    {
    }

    public long MoveTo(long instantMs)
    {
        if (isVirtual)
        {
            Pass(instantMs);
        }
        return NowMs;
    }

    public void Pass(long instantMs)
    {
        for (long now = NowMs; now < instantMs; now = NowMs)
        {
            Interlocked.CompareExchange(ref _nowMs, instantMs, now);
        }
    }
}
