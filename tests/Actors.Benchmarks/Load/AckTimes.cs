using System.Diagnostics;

namespace Actors.Benchmarks.Load;

/// <summary>When each batch was acknowledged, for whoever sees the changes its events made.</summary>
internal sealed class AckTimes(int batchesMax)
{
    private readonly long[] _at = new long[batchesMax];

    public void Acknowledged(long batch) => Volatile.Write(ref _at[batch % _at.Length], Stopwatch.GetTimestamp());

    /// <summary>Milliseconds since the acknowledgement; 0 when there was none yet.</summary>
    public double SinceMs(long batch)
    {
        long at = Volatile.Read(ref _at[batch % _at.Length]);
        return at == 0 ? 0 : Stopwatch.GetElapsedTime(at).TotalMilliseconds;
    }
}
