using Actors.Engine.Services;

namespace Actors.Engine.Metering;

/// <summary>A histogram of milliseconds with fixed bounds; recording is one atomic add.</summary>
public sealed class LatencyHistogram
{
    private static readonly double[] Bounds =
        [0.5, 1, 2, 3, 4, 5, 7.5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 2_000, 5_000, 10_000, 60_000];

    private readonly long[] _counts = new long[Bounds.Length + 1];
    private long _sumMicros;

    public void Record(double ms, long times = 1)
    {
        int at = Array.BinarySearch(Bounds, ms);
        Interlocked.Add(ref _counts[at < 0 ? ~at : at], times);
        Interlocked.Add(ref _sumMicros, (long)(ms * 1_000) * times);
    }

    public LatencySummary Read()
    {
        long[] counts = [.. _counts];
        return new LatencySummary(Quantile(counts, 0.50), Quantile(counts, 0.95), Quantile(counts, 0.99), Bounds, counts,
            Interlocked.Read(ref _sumMicros) / 1_000.0);
    }

    /// <summary>Linear within the bucket; the open bucket answers its lower bound.</summary>
    private static double Quantile(long[] counts, double q)
    {
        long total = counts.Sum();
        double rank = q * total;
        double below = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            if (below + counts[i] >= rank && counts[i] > 0)
            {
                double low = i == 0 ? 0 : Bounds[i - 1];
                return i == Bounds.Length ? low : low + (Bounds[i] - low) * (rank - below) / counts[i];
            }
            below += counts[i];
        }
        return 0;
    }
}
