namespace Actors.Api.Live;

/// <summary>
/// The frames of one (topic, rate): each holds what changed since the one before, as absolute totals, so that a lost
/// frame costs only freshness. Not thread-safe: the broadcaster alone calls <see cref="Next"/>.
/// </summary>
internal sealed class TopicFrames
{
    private readonly Dictionary<(int From, int To), long> _flows = [];
    private SegmentTotals[] _segments = [];
    private int _dictVersion = -1;
    private long _lastMs = long.MinValue / 2;
    private long _fullMs = long.MinValue / 2;
    private long _seq;

    /// <summary>Number of the latest frame.</summary>
    public long Seq => Interlocked.Read(ref _seq);

    /// <summary>The next frame, or null when nothing changed and the last one is fresh enough.</summary>
    /// <param name="nowMs">A monotone clock of real time.</param>
    public TopicFrame? Next(TopicState state, long nowMs)
    {
        bool full = state.DictVersion != _dictVersion || nowMs - _fullMs >= LiveLimits.FullFrameEveryMs;
        long[] segments = full ? Packed(state.Segments) : ChangedSegments(state.Segments);
        long[] flows = full ? Packed(state.Flows) : ChangedFlows(state.Flows);
        if (!full && segments.Length == 0 && flows.Length == 0 && nowMs - _lastMs < LiveLimits.HeartbeatMs)
        {
            return null;
        }
        if (full)
        {
            _fullMs = nowMs;
            Remember(state);
        }
        _lastMs = nowMs;
        return new TopicFrame(Interlocked.Increment(ref _seq), state, segments, flows);
    }

    public static long[] Packed(SegmentTotals[] segments)
    {
        var flat = new List<long>(segments.Length * 4);
        for (int i = 0; i < segments.Length; i++)
        {
            Add(flat, i, segments[i]);
        }
        return [.. flat];
    }

    public static long[] Packed(IReadOnlyDictionary<(int From, int To), long> flows)
    {
        var flat = new long[flows.Count * 3];
        int at = 0;
        foreach (((int from, int to), long total) in flows)
        {
            (flat[at++], flat[at++], flat[at++]) = (from, to, total);
        }
        return flat;
    }

    private void Remember(TopicState state)
    {
        _dictVersion = state.DictVersion;
        _segments = [.. state.Segments];
        _flows.Clear();
        foreach ((var pair, long total) in state.Flows)
        {
            _flows[pair] = total;
        }
    }

    private long[] ChangedSegments(SegmentTotals[] segments)
    {
        var flat = new List<long>();
        for (int i = 0; i < segments.Length; i++)
        {
            if (segments[i] != _segments[i])
            {
                _segments[i] = segments[i];
                Add(flat, i, segments[i]);
            }
        }
        return [.. flat];
    }

    /// <summary>The pairs that moved most; the others keep their old total here, so that their turn comes.</summary>
    private long[] ChangedFlows(IReadOnlyDictionary<(int From, int To), long> flows)
    {
        var changed = new List<(int From, int To, long Total, long Moved)>();
        foreach (((int from, int to), long total) in flows)
        {
            long moved = total - _flows.GetValueOrDefault((from, to));
            if (moved != 0)
            {
                changed.Add((from, to, total, moved));
            }
        }
        if (changed.Count > LiveLimits.FlowsPerFrameMax)
        {
            changed.Sort(static (a, b) => b.Moved.CompareTo(a.Moved));
            changed.RemoveRange(LiveLimits.FlowsPerFrameMax, changed.Count - LiveLimits.FlowsPerFrameMax);
        }
        var flat = new long[changed.Count * 3];
        int at = 0;
        foreach ((int from, int to, long total, _) in changed)
        {
            _flows[(from, to)] = total;
            (flat[at++], flat[at++], flat[at++]) = (from, to, total);
        }
        return flat;
    }

    private static void Add(List<long> flat, int i, SegmentTotals totals)
    {
        flat.Add(i);
        flat.Add(totals.Members);
        flat.Add(totals.Entered);
        flat.Add(totals.Left);
    }
}
