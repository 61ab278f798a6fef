using Actors.Engine.Seam;

namespace Actors.Cluster.Grains;

/// <summary>The address of a segment: its key is the segment's stable number.</summary>
[Alias("actors.segment")]
public interface ISegmentGrain : IGrainWithIntegerKey
{
    ValueTask Report([Immutable] Partial absolute);

    [return: Immutable]
    ValueTask<SegmentView> Read();
}
