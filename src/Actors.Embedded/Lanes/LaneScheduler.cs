using Actors.Engine.Seam;

namespace Actors.Embedded.Lanes;

/// <summary>Real waiting; whoever awaits on a lane goes on there.</summary>
public sealed class LaneScheduler(TimeProvider time) : IScheduler
{
    public async ValueTask Delay(TimeSpan delay, CancellationToken cancellation = default) => await Task.Delay(delay, time, cancellation);
}
