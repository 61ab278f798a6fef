using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <summary>What the health pages, the metrics and the hub's <c>health</c> topic show.</summary>
public interface IHealth
{
    /// <summary>True once every partition has recovered and takes events.</summary>
    bool Ready { get; }

    /// <summary>Recovery progress, 0…1; moves while partitions recover, and asks none of them for a turn.</summary>
    double Recovered { get; }

    /// <summary>Why this process can only be ended and started again; null: it need not be.</summary>
    string? Ended => null;

    ValueTask<IReadOnlyList<PartitionStatus>> Partitions();

    EngineCounters Counters { get; }
}

/// <summary>Cumulative since start. Latencies in milliseconds of real time, from acknowledged to published.</summary>
/// <param name="EventsAccepted">Events that took effect: durable, and seen for the first time.</param>
/// <param name="Refused">Events whose sender was turned away, for lack of room or by a disk that refuses.</param>
/// <param name="RuleFailures">Times that a unit could not be decided for a customer, as evaluating it threw.</param>
/// <param name="LogBytes">Bytes of the folder, some seconds old at most.</param>
public sealed record EngineCounters(
    long EventsAccepted,
    long Duplicates,
    long Refused,
    long Migrations,
    long ClockMigrations,
    LatencySummary EventToMigration,
    LatencySummary ClockLateness,
    long LogBytes,
    long Customers,
    long Resident,
    long RuleFailures);

/// <summary>Histogram with fixed upper bounds in ms (the last bucket is open).</summary>
public sealed record LatencySummary(double P50, double P95, double P99, IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, double SumMs);
