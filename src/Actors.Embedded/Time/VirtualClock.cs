using Actors.Engine.Seam;

namespace Actors.Embedded.Time;

/// <summary>The data's own time: moved by records alone, one clock for the whole folder. Never falls.</summary>
public sealed class VirtualClock : IClock
{
    private long _nowMs;

    public long NowMs => Interlocked.Read(ref _nowMs);

    public bool IsVirtual => true;

    public string? Held => null;

    public void Confirm()
    {
        // Nothing can be wrong with the data's own time.
    }

    public long MoveTo(long instantMs)
    {
        long now = NowMs;
        while (instantMs > now)
        {
            long seen = Interlocked.CompareExchange(ref _nowMs, instantMs, now);
            if (seen == now)
            {
                return instantMs;
            }
            now = seen;
        }
        return now;
    }
}
