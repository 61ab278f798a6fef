using System.Collections.Concurrent;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;

namespace Actors.Api.Live;

/// <summary>One topic: where its numbers come from, its frames at each rate, and who watches.</summary>
internal sealed class LiveTopic(string name, Func<Catalog, IReadOnlyList<Segment>> choose, LiveSources sources)
{
    private readonly ConcurrentDictionary<int, TopicFrames> _frames = new();

    public string Name => name;

    public ConcurrentDictionary<string, Viewer> Viewers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether flows are its own: exact only inside one segmentation.</summary>
    public bool HasFlows { get; init; }

    public TopicFrames Frames(int hz) => _frames.GetOrAdd(hz, static _ => new TopicFrames());

    /// <summary>The rates somebody watches at.</summary>
    public IEnumerable<int> WatchedRates => Viewers.Values.Select(v => v.Hz).Where(hz => hz > 0).Distinct();

    public async ValueTask<TopicState> Read() => (await ReadViews()).State;

    /// <summary>A snapshot under the number of the latest frame of a rate.</summary>
    public async ValueTask<LiveSnapshot> Snapshot(int hz, string epoch, string language)
    {
        // The number first: a frame that is built meanwhile is applied on top, which absolute totals allow.
        long seq = Frames(hz).Seq;
        (TopicState state, Catalog catalog, IReadOnlyList<Segment> segments, List<SegmentView> views) = await ReadViews();
        List<string> lanes = MapLanes.Of(segments);
        double[] spend = [.. views.Select(v => v.Members == 0 ? 0 : (double)v.SpendMillionths / v.Members)];
        return new LiveSnapshot(
            name, epoch, seq, state.DictVersion, hz, state.T,
            MapLanes.Entries(segments, lanes, spend, language, HasFlows ? s => s.Key : s => s.Address),
            [.. lanes.Select(lane => new LiveName(lane, lane))],
            [.. catalog.Definition.Segmentations.Select(s => new LiveName(s.Key, MapLanes.Name(s, language)))],
            TopicFrames.Packed(state.Segments), TopicFrames.Packed(state.Flows), state.Stats, new LiveHistory(state.T, 1_000, []));
    }

    private async ValueTask<(TopicState State, Catalog Catalog, IReadOnlyList<Segment> Segments, List<SegmentView> Views)> ReadViews()
    {
        Catalog catalog = sources.Catalogs.Current;
        IReadOnlyList<Segment> segments = choose(catalog);
        var views = new List<SegmentView>(segments.Count);
        foreach (Segment segment in segments)
        {
            views.Add(await sources.Segments.Read(segment.Id));
        }
        long[] stats = sources.Stats.Read();
        Dictionary<(int From, int To), long> flows = Flows(segments, views);
        if (HasFlows)
        {
            // A customer's first segment is no migration: map, matrix and rate count the same moves.
            stats[LiveStats.Migrations] = flows.Values.Sum();
            stats[LiveStats.Customers] = Math.Max(stats[LiveStats.Customers], views.Sum(v => v.Members));
        }
        SegmentTotals[] totals = [.. views.Select(v => new SegmentTotals(v.Members, v.Entries, v.Exits))];
        return (new TopicState(catalog.Version, sources.Clock.NowMs, totals, flows, stats), catalog, segments, views);
    }

    private Dictionary<(int From, int To), long> Flows(IReadOnlyList<Segment> segments, List<SegmentView> views)
    {
        var flows = new Dictionary<(int From, int To), long>();
        if (!HasFlows)
        {
            return flows;
        }
        var index = new Dictionary<int, int>(segments.Count);
        for (int i = 0; i < segments.Count; i++)
        {
            index[segments[i].Id] = i;
        }
        for (int to = 0; to < views.Count; to++)
        {
            foreach (Arrival arrival in views[to].Arrivals)
            {
                // New customers (-1) and those from a segment that is gone have no bubble to come from.
                if (arrival.Total > 0 && index.TryGetValue(arrival.From, out int from))
                {
                    flows[(from, to)] = arrival.Total;
                }
            }
        }
        return flows;
    }
}

/// <summary>What topics read from.</summary>
internal sealed record LiveSources(ICatalogs Catalogs, ISegments Segments, IShopClock Clock, ServerStats Stats);
