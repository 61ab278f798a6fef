using Actors.Engine.Services;

namespace Actors.Engine.Flows;

/// <summary>The answer as it grows: moves of one unit, counted by steps of a span of time.</summary>
internal sealed class FlowSteps(int unit, long fromMs, long toMs, long stepMs)
{
    private readonly Dictionary<long, Dictionary<FlowKey, long>> _steps = [];

    /// <summary>Whether the whole hour from an instant on lies in one step.</summary>
    public bool HoldsHour(long startMs)
    {
        long last = startMs + FlowDay.HourMs - 1;
        return startMs >= fromMs && last < toMs && (startMs - fromMs) / stepMs == (last - fromMs) / stepMs;
    }

    /// <summary>Whether an hour has anything to do with the span.</summary>
    public bool Touches(long startMs) => startMs < toMs && startMs + FlowDay.HourMs > fromMs;

    /// <summary>Counts moves at an instant, if they are of the unit and in the span.</summary>
    public void Add(FlowKey key, long atMs, long count)
    {
        if (key.Unit != unit || atMs < fromMs || atMs >= toMs)
        {
            return;
        }
        long step = (atMs - fromMs) / stepMs;
        if (!_steps.TryGetValue(step, out Dictionary<FlowKey, long>? counts))
        {
            _steps[step] = counts = [];
        }
        counts[key] = counts.GetValueOrDefault(key) + count;
    }

    /// <summary>Every step, empty ones too; in each the moves by from, then to.</summary>
    public IReadOnlyList<FlowStep> Answer()
    {
        var answer = new List<FlowStep>();
        for (long start = fromMs, n = 0; start < toMs; start += stepMs, n++)
        {
            List<Flow> flows = _steps.TryGetValue(n, out Dictionary<FlowKey, long>? counts)
                ? [.. counts.OrderBy(c => c.Key.From).ThenBy(c => c.Key.To).Select(c => new Flow(c.Key.From, c.Key.To, c.Value))]
                : [];
            answer.Add(new FlowStep(start, Math.Min(start + stepMs, toMs), flows));
        }
        return answer;
    }
}
