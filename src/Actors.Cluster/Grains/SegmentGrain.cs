using Actors.Cluster.Hosting;
using Actors.Engine.Seam;
using Actors.Engine.Segments;

namespace Actors.Cluster.Grains;

/// <summary>A shell around a <see cref="SegmentActor"/>. It keeps nothing: partitions tell it all again.</summary>
internal sealed class SegmentGrain(ClusterSilo silo) : Grain, ISegmentGrain
{
    private SegmentActor _actor = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _actor = new SegmentActor(new SegmentKey((int)this.GetPrimaryKeyLong()), silo.Directory.Partitions);
        return Task.CompletedTask;
    }

    public ValueTask Report(Partial absolute) => _actor.Report(absolute);

    public ValueTask<SegmentView> Read() => _actor.Read();
}
