using Actors.Engine.Seam;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>Where partitions live, and where they lived before: callers may not have heard of the last move.</summary>
internal sealed class Placement(int partitions, Chaos chaos)
{
    private readonly List<Node>[] _nodes = [.. Enumerable.Range(0, partitions).Select(_ => new List<Node>())];

    public Node Of(int partition) => _nodes[partition][^1];

    public void Place(int partition, Node node) => _nodes[partition].Add(node);

    /// <summary>Where a caller believes the partition to be.</summary>
    public Node Route(int partition)
    {
        List<Node> nodes = _nodes[partition];
        if (nodes.Count == 0)
        {
            throw new PartitionUnavailableException($"Partition {partition} has no place yet.");
        }
        return nodes.Count > 1 && chaos.Chance(0.2) ? nodes[^(2 + chaos.Next(Math.Min(2, nodes.Count - 1)))] : nodes[^1];
    }
}
