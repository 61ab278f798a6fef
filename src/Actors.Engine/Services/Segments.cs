using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Engine.Services;

/// <inheritdoc cref="ISegments"/>
public sealed class Segments(IDirectory directory, ICatalogs catalogs, IEventStore store) : ISegments
{
    /// <summary>The most steps one answer may have.</summary>
    public const int StepsMax = 10_000;

    public ValueTask<SegmentView> Read(int segment) => directory.Segment(new SegmentKey(segment)).Read();

    public async ValueTask<IReadOnlyList<SegmentView>> ReadAll()
    {
        var views = new List<SegmentView>();
        foreach (Unit unit in catalogs.Current.Units)
        {
            foreach (Segment segment in unit.Segments)
            {
                views.Add(await Read(segment.Id));
            }
        }
        return views;
    }

    public async ValueTask<IReadOnlyList<FlowStep>> Flows(
        int unit, long fromMs, long toMs, long stepMs, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepMs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(toMs, fromMs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((toMs - fromMs) / stepMs, StepsMax, nameof(stepMs));
        var steps = new SortedDictionary<long, SortedDictionary<(int From, int To), long>>();
        for (int p = 0; p < directory.Partitions; p++)
        {
            await foreach (LogBlock block in store.Outbox(p).Read(0, cancellation))
            {
                if (block.ToMs >= fromMs && block.FromMs < toMs)
                {
                    Count(OutboxBlock.Decode(block, $"Outbox of partition {p}").Migrations, unit, fromMs, toMs, stepMs, steps);
                }
            }
        }
        var answer = new List<FlowStep>();
        for (long start = fromMs; start < toMs; start += stepMs)
        {
            List<Flow> flows = steps.TryGetValue(start, out var counts)
                ? [.. counts.Select(c => new Flow(c.Key.From, c.Key.To, c.Value))]
                : [];
            answer.Add(new FlowStep(start, Math.Min(start + stepMs, toMs), flows));
        }
        return answer;
    }

    private static void Count(
        Migration[] migrations, int unit, long fromMs, long toMs, long stepMs,
        SortedDictionary<long, SortedDictionary<(int From, int To), long>> steps)
    {
        foreach (ref readonly Migration m in migrations.AsSpan())
        {
            if (m.Unit != unit || m.AtMs < fromMs || m.AtMs >= toMs)
            {
                continue;
            }
            long start = fromMs + (m.AtMs - fromMs) / stepMs * stepMs;
            if (!steps.TryGetValue(start, out var counts))
            {
                steps[start] = counts = [];
            }
            counts[(m.From, m.To)] = counts.GetValueOrDefault((m.From, m.To)) + 1;
        }
    }
}
