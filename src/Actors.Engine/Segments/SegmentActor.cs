using Actors.Engine.Seam;

namespace Actors.Engine.Segments;

/// <summary>Members and statistics of one segment: the newest partial of each partition, summed when somebody asks.</summary>
public sealed class SegmentActor(SegmentKey key, int partitions) : ISegment
{
    private readonly Partial?[] _newest = new Partial?[partitions];
    private SegmentView? _merged;

    public ValueTask Report(Partial absolute)
    {
        Partial? known = _newest[absolute.Partition];
        if (known is null || IsNewer(absolute, known))
        {
            _newest[absolute.Partition] = absolute;
            _merged = null;
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask<SegmentView> Read() => new(_merged ??= Merge());

    private static bool IsNewer(Partial a, Partial b) =>
        (a.Epoch, a.Position, a.AsOfMs).CompareTo((b.Epoch, b.Position, b.AsOfMs)) > 0;

    private SegmentView Merge()
    {
        var view = new SegmentView(key.Segment, 0, 0, 0, 0, 0, default, default, [], 0);
        var arrivals = new SortedDictionary<int, Arrival>();
        foreach (Partial? partial in _newest)
        {
            if (partial is null)
            {
                view = view with { PartitionsMissing = view.PartitionsMissing + 1 };
                continue;
            }
            view = view with
            {
                AsOfMs = Math.Max(view.AsOfMs, partial.AsOfMs),
                Members = view.Members + partial.Members,
                SpendMillionths = view.SpendMillionths + partial.SpendMillionths,
                Entries = view.Entries + partial.Entries,
                Exits = view.Exits + partial.Exits,
                RecentEntries = view.RecentEntries + partial.RecentEntries,
                RecentExits = view.RecentExits + partial.RecentExits,
                Failing = view.Failing + partial.Failing,
            };
            foreach (Arrival arrival in partial.Arrivals)
            {
                Arrival sum = arrivals.GetValueOrDefault(arrival.From);
                arrivals[arrival.From] = new Arrival(arrival.From, sum.Total + arrival.Total, sum.Recent + arrival.Recent);
            }
        }
        return view with { Arrivals = [.. arrivals.Values] };
    }
}
