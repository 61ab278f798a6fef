using Actors.Engine.Seam;

namespace Actors.Cluster.Hosting;

/// <summary>Real waiting; whoever awaits in a grain goes on in its turn.</summary>
internal sealed class SystemScheduler(TimeProvider time) : IScheduler
{
    public async ValueTask Delay(TimeSpan delay, CancellationToken cancellation = default) => await Task.Delay(delay, time, cancellation);
}
