namespace Actors.Engine.Seam;

/// <summary>Waiting, as the runtime (or a simulation) arranges it.</summary>
public interface IScheduler
{
    /// <summary>Completes after a while, in the same lane.</summary>
    ValueTask Delay(TimeSpan delay, CancellationToken cancellation = default);
}
