using Actors.Engine.Partitions;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>A partition's address, from any process to whichever has it, or is believed to.</summary>
internal sealed class NodePartition(ClusterParts parts, int number) : RemotePartition
{
    private const long TimeoutMs = 5_000;

    public Task Turn(Func<PartitionActor, ValueTask> turn) => Call(actor => Done(turn(actor)));

    protected override Task<T> Call<T>(Func<PartitionActor, ValueTask<T>> turn) => parts.Network.Call(TimeoutMs, mayDouble: false, () =>
    {
        Node node = parts.Placement.Route(number);
        return node.Process.Call(() => turn(node.At(number)));
    });
}
