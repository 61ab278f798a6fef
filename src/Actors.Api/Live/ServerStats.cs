using Actors.Engine.Seam;
using Actors.Engine.Services;

namespace Actors.Api.Live;

/// <summary>The figures of the whole server, read once a second while somebody watches.</summary>
internal sealed class ServerStats(IHealth health)
{
    private readonly RecentLatency _latency = new();
    private long _lagMs;

    public async Task Refresh()
    {
        IReadOnlyList<PartitionStatus> partitions = await health.Partitions();
        _lagMs = partitions.Count == 0 ? 0 : partitions.Max(p => p.LatenessMs);
        _latency.Take(health.Counters.EventToMigration);
    }

    /// <summary>By <see cref="LiveStats"/>.</summary>
    public long[] Read()
    {
        EngineCounters counters = health.Counters;
        var stats = new long[LiveStats.Count];
        stats[LiveStats.Customers] = counters.Customers;
        stats[LiveStats.Migrations] = counters.Migrations;
        stats[LiveStats.Events] = counters.EventsAccepted;
        stats[LiveStats.LatencyP50Us] = (long)(_latency.Quantile(0.5) * 1_000);
        stats[LiveStats.LatencyP95Us] = (long)(_latency.Quantile(0.95) * 1_000);
        stats[LiveStats.LatencyP99Us] = (long)(_latency.Quantile(0.99) * 1_000);
        stats[LiveStats.LagMs] = Math.Max(0, _lagMs);
        stats[LiveStats.Resident] = counters.Resident;
        stats[LiveStats.Rejected] = counters.Refused;
        stats[LiveStats.Duplicates] = counters.Duplicates;
        return stats;
    }
}
