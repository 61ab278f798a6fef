using Actors.Engine.Metering;
using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <inheritdoc cref="IIngress"/>
public sealed class Ingress(IDirectory directory, IRoom room, IClock clock, EngineMeter meter) : IIngress
{
    private const int RetryAfterMs = 1_000;
    private readonly Lock _stamping = new();

    public async ValueTask<IngestResult> Send(ReadOnlyMemory<IngestItem> items, bool waits = false, CancellationToken cancellation = default)
    {
        if (items.IsEmpty)
        {
            return default;
        }
        Routed routed = Route(items.Span);
        if (!Reserve(routed))
        {
            meter.Refused(waits ? 0 : items.Length);
            return new IngestResult(Busy: true, RetryAfterMs, 0, 0);
        }
        Task<Ack>[] acks = clock.IsVirtual ? HandStamped(items.Span, routed) : Hand(Sorted(items.Span, routed), routed);
        Task all = Task.WhenAll(acks);
        // In the caller's context: a simulated runtime owns every continuation.
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        int accepted = 0;
        int duplicates = 0;
        foreach (Task<Ack> ack in acks)
        {
            accepted += ack.IsCompletedSuccessfully ? ack.Result.Accepted : 0;
            duplicates += ack.IsCompletedSuccessfully ? ack.Result.Duplicates : 0;
        }
        meter.Acknowledged(accepted, duplicates);
        await all;
        return new IngestResult(Busy: false, 0, accepted, duplicates, Refused(acks, routed));
    }

    /// <summary>By their places among the items as they were sent.</summary>
    private static List<RefusedItem>? Refused(Task<Ack>[] acks, Routed routed)
    {
        List<RefusedItem>? all = null;
        for (int i = 0; i < acks.Length; i++)
        {
            foreach (RefusedItem refused in acks[i].Result.Refused ?? [])
            {
                (all ??= []).Add(refused with { Index = Array.IndexOf(routed.Places, routed.Shares[i].Start + refused.Index) });
            }
        }
        all?.Sort((a, b) => a.Index.CompareTo(b.Index));
        return all;
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

    /// <summary>Finds each item its place when they are sorted by partition, their order kept.</summary>
    private Routed Route(ReadOnlySpan<IngestItem> items)
    {
        Span<int> counts = stackalloc int[directory.Partitions + 1];
        var places = new int[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            places[i] = directory.PartitionOf(items[i].Customer);
            counts[places[i] + 1]++;
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
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = counts[places[i]]++;
        }
        return new Routed(places, shares);
    }

    /// <summary>
    /// Virtual time: one clock for the whole folder, moved by the items in the order they came. The new time is shown only when every item that bears
    /// it or an earlier one waits at its partition: a partition that looked at the clock before would let time pass over items still to come. And only
    /// once there is room: items refused and sent again must not find that they themselves have moved the clock past them.
    /// </summary>
    private Task<Ack>[] HandStamped(ReadOnlySpan<IngestItem> items, Routed routed)
    {
        lock (_stamping)
        {
            long now = clock.NowMs;
            var sorted = new IngestItem[items.Length];
            for (int i = 0; i < items.Length; i++)
            {
                now = Math.Max(now, items[i].TimestampMs); // no time is the least of all
                sorted[routed.Places[i]] = items[i] with { StampMs = now };
            }
            Task<Ack>[] acks = Hand(sorted, routed);
            clock.MoveTo(now);
            return acks;
        }
    }

    private Task<Ack>[] Hand(IngestItem[] sorted, Routed routed)
    {
        var acks = new Task<Ack>[routed.Shares.Count];
        for (int i = 0; i < acks.Length; i++)
        {
            (int partition, int start, int end) = routed.Shares[i];
            acks[i] = directory.Partition(partition).Append(new IngestBatch(sorted.AsMemory(start, end - start))).AsTask();
        }
        return acks;
    }

    private static IngestItem[] Sorted(ReadOnlySpan<IngestItem> items, Routed routed)
    {
        var sorted = new IngestItem[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            sorted[routed.Places[i]] = items[i];
        }
        return sorted;
    }

    private sealed record Routed(int[] Places, List<(int Partition, int Start, int End)> Shares);
}
