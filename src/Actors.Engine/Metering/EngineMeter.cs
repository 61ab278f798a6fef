using Actors.Engine.Seam;
using Actors.Engine.Services;

namespace Actors.Engine.Metering;

/// <summary>Counts and latencies of the whole engine; every method may be called from any thread.</summary>
public sealed class EngineMeter(TimeProvider time)
{
    private long _accepted;
    private long _duplicates;
    private long _refused;
    private long _migrations;
    private long _clockMigrations;
    private readonly FailureNotes _failures = new(time);

    public LatencyHistogram EventToMigration { get; } = new();

    public LatencyHistogram ClockLateness { get; } = new();

    /// <summary>A reading of the monotone clock, for <see cref="MsSince"/>: real time even where the shop's time is virtual.</summary>
    public long Timestamp() => time.GetTimestamp();

    public double MsSince(long timestamp) => time.GetElapsedTime(timestamp).TotalMilliseconds;

    /// <summary>Items that are durable, and repetitions of such.</summary>
    public void Acknowledged(int accepted, int duplicates)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _duplicates, duplicates);
    }

    /// <summary>Items that a sender was turned away with: no room, or a disk that refuses.</summary>
    public void Refused(int items) => Interlocked.Add(ref _refused, items);

    public void Published(int migrations, int byClock)
    {
        Interlocked.Add(ref _migrations, migrations);
        Interlocked.Add(ref _clockMigrations, byClock);
    }

    /// <summary>Called with a sentence about a checkpoint that could not be saved: the log keeps everything, the next one tries again.</summary>
    public Action<string> CheckpointFailed { get; init; } = static _ => { };

    /// <summary>
    /// Called with a sentence when a log begins to refuse writes: what waits to be published waits on, senders are turned away, and all goes on
    /// by itself when there is room.
    /// </summary>
    public Action<string> LogRefused { get; init; } = static _ => { };

    /// <summary>Called when a partition stops.</summary>
    public Action<int, Exception> PartitionFailed { get; init; } = static (_, _) => { };

    /// <summary>
    /// Called when a unit could not be decided for a customer: the first time, and then once a minute at most for each unit. The sentence tells all there
    /// is to know.
    /// </summary>
    public Action<string> RuleFailing { get; init; } = static _ => { };

    /// <param name="unit">The segment's key; of a segmentation, with a slash behind it.</param>
    public void RuleFailed(int partition, string unit, Failing latest)
    {
        if (_failures.Note(unit) is { } times)
        {
            RuleFailing($"segment {unit} could not be decided for customer {latest.Customer} (partition {partition}, position {latest.Position}; "
                + $"{times} times since this was last told), who stays where they were: {latest.Error}");
        }
    }

    public EngineCounters Read(long logBytes, long customers, long resident) => new(
        Interlocked.Read(ref _accepted), Interlocked.Read(ref _duplicates), Interlocked.Read(ref _refused),
        Interlocked.Read(ref _migrations), Interlocked.Read(ref _clockMigrations), EventToMigration.Read(), ClockLateness.Read(),
        logBytes, customers, resident, _failures.Total);
}
