using Actors.Cluster.Grains;
using Actors.Engine.Seam;

namespace Actors.Cluster.Addresses;

/// <summary>A segment's grain.</summary>
internal sealed class SegmentAddress(ISegmentGrain grain, Reports reports) : ISegment
{
    public async ValueTask Report(Partial absolute)
    {
        reports.Began();
        try
        {
            await grain.Report(absolute).Made();
        }
        finally
        {
            reports.Ended();
        }
    }

    public ValueTask<SegmentView> Read() => grain.Read().Made();
}

/// <summary>Counts reports that a silo's partitions have under way.</summary>
internal sealed class Reports
{
    private int _underWay;

    public int UnderWay => Volatile.Read(ref _underWay);

    public void Began() => Interlocked.Increment(ref _underWay);

    public void Ended() => Interlocked.Decrement(ref _underWay);
}
