using Actors.Engine.Codec;
using Actors.Engine.Seam;

namespace Actors.Engine.Statistics;

/// <summary>One partition's absolute totals of one segment.</summary>
internal sealed class SegmentTotals
{
    // By where they came from: as many as a segmentation has segments, at most.
    private readonly SortedList<int, ArrivalTotals> _arrivals = [];
    private readonly RollingCounts _entries = new();
    private readonly RollingCounts _exits = new();

    public long Members { get; private set; }

    public Int128 SpendMillionths { get; private set; }

    public long Entries { get; private set; }

    public long Exits { get; private set; }

    /// <summary>Changed since it was last reported.</summary>
    public bool Changed { get; set; }

    public void Add(int members, Int128 spendMillionths)
    {
        Members += members;
        SpendMillionths += spendMillionths;
        Changed = true;
    }

    public void Entered(int from, long atMs)
    {
        Entries++;
        _entries.Add(atMs);
        if (!_arrivals.TryGetValue(from, out ArrivalTotals? arrival))
        {
            _arrivals[from] = arrival = new ArrivalTotals(0, new RollingCounts());
        }
        arrival.Total++;
        arrival.Lately.Add(atMs);
        Changed = true;
    }

    public void Left(long atMs)
    {
        Exits++;
        _exits.Add(atMs);
        Changed = true;
    }

    /// <summary>The last report told of changes that leave the windows as time goes on.</summary>
    public bool Slides { get; private set; }

    public Partial Report(int partition, long epoch, long position, long nowMs)
    {
        var arrivals = new List<Arrival>(_arrivals.Count);
        foreach ((int from, ArrivalTotals arrival) in _arrivals)
        {
            arrivals.Add(new Arrival(from, arrival.Total, arrival.Lately.At(nowMs)));
        }
        Recent entries = _entries.At(nowMs);
        Recent exits = _exits.At(nowMs);
        Slides = entries.Day != 0 || exits.Day != 0;
        return new Partial(partition, epoch, position, nowMs, Members, SpendMillionths, Entries, Exits, entries, exits, arrivals);
    }

    public void Write(BlockWriter to)
    {
        to.Signed(Members);
        to.Wide(SpendMillionths);
        to.Unsigned(Entries);
        to.Unsigned(Exits);
        _entries.Write(to);
        _exits.Write(to);
        to.Unsigned((ulong)_arrivals.Count);
        foreach ((int from, ArrivalTotals arrival) in _arrivals)
        {
            to.Signed(from);
            to.Unsigned(arrival.Total);
            arrival.Lately.Write(to);
        }
    }

    public static SegmentTotals Read(ref BlockReader from)
    {
        long members = from.Signed();
        Int128 spend = from.Wide();
        var read = new SegmentTotals(RestoreEntries(ref from, out long entries, out long exits, out RollingCounts left), left)
        {
            Members = members,
            SpendMillionths = spend,
            Entries = entries,
            Exits = exits,
            Changed = true,
        };
        int arrivals = from.Count(ushort.MaxValue);
        for (int i = 0; i < arrivals; i++)
        {
            int key = (int)from.Signed();
            long total = from.Long();
            read._arrivals[key] = new ArrivalTotals(total, RollingCounts.Read(ref from));
        }
        return read;
    }

    public SegmentTotals()
    {
    }

    private SegmentTotals(RollingCounts entries, RollingCounts exits) => (_entries, _exits) = (entries, exits);

    private static RollingCounts RestoreEntries(ref BlockReader from, out long entries, out long exits, out RollingCounts left)
    {
        entries = from.Long();
        exits = from.Long();
        var entered = RollingCounts.Read(ref from);
        left = RollingCounts.Read(ref from);
        return entered;
    }

    private sealed class ArrivalTotals(long total, RollingCounts lately)
    {
        public long Total { get; set; } = total;

        public RollingCounts Lately { get; } = lately;
    }
}
