using Actors.Engine.Services;

namespace Actors.Api.Live;

/// <summary>Quantiles of the last minute, from histograms that only ever grow: the difference of two readings.</summary>
internal sealed class RecentLatency
{
    private const int SecondsMax = 60;
    private readonly Queue<long[]> _readings = new();
    private IReadOnlyList<double> _bounds = [];

    /// <summary>Takes one reading a second.</summary>
    public void Take(LatencySummary summary)
    {
        _bounds = summary.Bounds;
        _readings.Enqueue([.. summary.Counts]);
        if (_readings.Count > SecondsMax + 1)
        {
            _readings.Dequeue();
        }
    }

    /// <summary>A quantile in milliseconds, linear within its bucket; 0 when nothing was measured. The open bucket answers its lower bound.</summary>
    public double Quantile(double q)
    {
        if (_readings.Count == 0)
        {
            return 0;
        }
        long[] oldest = _readings.Peek();
        long[] newest = _readings.Last();
        // A single reading has no past: everything since the start counts.
        long[] counts = _readings.Count == 1 ? newest : [.. newest.Zip(oldest, static (now, then) => now - then)];
        double rank = q * counts.Sum();
        double below = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0 && below + counts[i] >= rank)
            {
                double low = i == 0 ? 0 : _bounds[i - 1];
                return i >= _bounds.Count ? low : low + (_bounds[i] - low) * (rank - below) / counts[i];
            }
            below += counts[i];
        }
        return 0;
    }
}
