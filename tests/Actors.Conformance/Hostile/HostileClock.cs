using Actors.Engine.Seam;

namespace Actors.Conformance.Hostile;

/// <summary>The folder's clock: the data's own time, or a wall clock that stands until the scenario moves it.</summary>
internal sealed class HostileClock(bool isVirtual, long nowMs) : IClock
{
    public long NowMs { get; private set; } = nowMs;

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

    public void Pass(long instantMs) => NowMs = Math.Max(NowMs, instantMs);
}

/// <summary>Waiting on the pump's clock.</summary>
internal sealed class HostileScheduler(Pump pump) : IScheduler
{
    public async ValueTask Delay(TimeSpan delay, CancellationToken cancellation = default) => await pump.Delay((long)delay.TotalMilliseconds);
}

/// <summary>Room without end.</summary>
internal sealed class EndlessRoom : IRoom
{
    public bool TryReserve(int partition, int items) => true;

    public void Take(int partition, int items)
    {
    }

    public void Release(int partition, int items)
    {
    }
}
