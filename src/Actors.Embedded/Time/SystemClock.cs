using Actors.Engine.Seam;

namespace Actors.Embedded.Time;

/// <summary>Real time: the machine's wall clock.</summary>
public sealed class SystemClock(TimeProvider time) : IClock
{
    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public bool IsVirtual => false;

    public long MoveTo(long instantMs) => NowMs;
}
