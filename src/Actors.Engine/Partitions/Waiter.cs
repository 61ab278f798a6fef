using Actors.Engine.Seam;

namespace Actors.Engine.Partitions;

/// <summary>A caller that waits until a position is durable.</summary>
internal sealed class Waiter(long position, Ack ack) : TaskCompletionSource<Ack>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long Position { get; } = position;

    public Ack Ack { get; } = ack;
}
