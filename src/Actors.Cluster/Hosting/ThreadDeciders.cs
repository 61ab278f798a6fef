using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;

namespace Actors.Cluster.Hosting;

/// <summary>A decider's scratch memory belongs to a thread: a turn decides without giving its thread up, and grains share threads.</summary>
internal sealed class ThreadDeciders : Deciders, IDisposable
{
    private readonly ThreadLocal<Deciders> _own;

    public ThreadDeciders(ICatalogSource catalogs)
        : base(catalogs) => _own = new ThreadLocal<Deciders>(() => new Deciders(catalogs));

    public override DecisionSink Sink => _own.Value!.Sink;

    public override Decider For(int version) => _own.Value!.For(version);

    public void Dispose() => _own.Dispose();
}
