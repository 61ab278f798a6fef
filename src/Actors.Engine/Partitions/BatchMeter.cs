using Actors.Segmentation.Deciding;

namespace Actors.Engine.Partitions;

/// <summary>Measures what a batch published: how many, by what, how long after the event was durable, how late after the due instant.</summary>
internal sealed class BatchMeter(PartitionContext context)
{
    /// <summary>Lateness of the last batch's clock changes, ms; 0 in virtual time, where it has no meaning.</summary>
    public double LatenessMs { get; private set; }

    /// <param name="durableAt">Reading of the meter's clock when the batch's first record became durable.</param>
    public void Measure(Migration[] published, long durableAt)
    {
        int byClock = 0;
        long now = context.Clock.NowMs;
        LatenessMs = 0;
        foreach (ref readonly Migration migration in published.AsSpan())
        {
            if (migration.Cause == CauseKind.Clock)
            {
                byClock++;
                Late(now - migration.AtMs);
            }
        }
        if (published.Length > byClock)
        {
            context.Meter.EventToMigration.Record(context.Meter.MsSince(durableAt), published.Length - byClock);
        }
        context.Meter.Published(published.Length, byClock);
    }

    private void Late(long ms)
    {
        if (!context.Clock.IsVirtual)
        {
            LatenessMs = Math.Max(LatenessMs, ms);
            context.Meter.ClockLateness.Record(ms);
        }
    }
}
