using Actors.Engine.Seam;

namespace Actors.Engine.Partitions;

/// <summary>When a call says that it happened.</summary>
internal static class EventTime
{
    /// <summary>The client's time, corrected for its clock by what the clock said when it sent; never after the arrival.</summary>
    public static long Of(in IngestItem item, long receivedMs, bool isVirtual)
    {
        if (item.TimestampMs == IngestItem.NoTime)
        {
            return receivedMs;
        }
        long timestamp = item.TimestampMs;
        if (item.SentAtMs != IngestItem.NoTime && !isVirtual)
        {
            timestamp = receivedMs - Math.Max(item.SentAtMs - timestamp, 0);
        }
        return Math.Min(timestamp, receivedMs);
    }
}
