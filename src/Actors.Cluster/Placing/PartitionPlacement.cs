using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Actors.Cluster.Placing;

/// <summary>Partitions are dealt out over the silos like cards.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
public sealed class PartitionPlacement : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class PartitionPlacementAttribute() : PlacementAttribute(new PartitionPlacement());

/// <summary>Where partition n belongs: to silo n modulo their number, in the order of their addresses.</summary>
internal sealed class PartitionPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(HomeOf((int)target.GrainIdentity.GetIntegerKey(), context.GetCompatibleSilos(target)));

    public static SiloAddress HomeOf(int partition, IEnumerable<SiloAddress> silos)
    {
        SiloAddress[] order = [.. silos.Order()];
        return order[partition % order.Length];
    }
}
