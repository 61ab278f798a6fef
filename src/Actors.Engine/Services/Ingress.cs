using Actors.Engine.Metering;
using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <inheritdoc cref="IIngress"/>
public sealed class Ingress(IDirectory directory, IRoom room, IClock clock, EngineMeter meter) : IIngress
{
    private const int RetryAfterMs = 1_000;

    public async ValueTask<IngestResult> Send(ReadOnlyMemory<IngestItem> items, CancellationToken cancellation = default)
    {
        if (items.IsEmpty)
        {
            return default;
        }
        Routed routed = Route(items.Span);
        if (!Reserve(routed))
        {
            meter.Refused(items.Length);
            return new IngestResult(Busy: true, RetryAfterMs, 0, 0);
        }
        var acks = new Task<Ack>[routed.Shares.Count];
        for (int i = 0; i < acks.Length; i++)
        {
            (int partition, int start, int end) = routed.Shares[i];
            acks[i] = directory.Partition(partition).Append(new IngestBatch(routed.Items.AsMemory(start, end - start))).AsTask();
        }
        int accepted = 0;
        int duplicates = 0;
        foreach (Ack ack in await Task.WhenAll(acks))
        {
            accepted += ack.Accepted;
            duplicates += ack.Duplicates;
        }
        return new IngestResult(Busy: false, 0, accepted, duplicates);
    }

    /// <summary>Room in all lanes, or in none.</summary>
    private bool Reserve(Routed routed)
    {
        for (int i = 0; i < routed.Shares.Count; i++)
        {
            (int partition, int start, int end) = routed.Shares[i];
            if (room.TryReserve(partition, end - start))
            {
                continue;
            }
            for (int taken = 0; taken < i; taken++)
            {
                (partition, start, end) = routed.Shares[taken];
                room.Release(partition, end - start);
            }
            return false;
        }
        return true;
    }

    /// <summary>Sorts items by partition, keeping their order, and stamps them in virtual time: one clock for the whole folder.</summary>
    private Routed Route(ReadOnlySpan<IngestItem> items)
    {
        Span<int> counts = stackalloc int[directory.Partitions + 1];
        Span<int> owners = items.Length <= 1_024 ? stackalloc int[items.Length] : new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            owners[i] = directory.PartitionOf(items[i].Customer);
            counts[owners[i] + 1]++;
        }
        var shares = new List<(int, int, int)>(Math.Min(items.Length, directory.Partitions));
        for (int p = 0; p < directory.Partitions; p++)
        {
            counts[p + 1] += counts[p];
            if (counts[p + 1] > counts[p])
            {
                shares.Add((p, counts[p], counts[p + 1]));
            }
        }
        var sorted = new IngestItem[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            sorted[counts[owners[i]]++] = clock.IsVirtual ? items[i] with { StampMs = Stamp(items[i]) } : items[i];
        }
        return new Routed(sorted, shares);
    }

    private long Stamp(in IngestItem item) => item.TimestampMs == IngestItem.NoTime ? clock.NowMs : clock.MoveTo(item.TimestampMs);

    private sealed record Routed(IngestItem[] Items, List<(int Partition, int Start, int End)> Shares);
}
