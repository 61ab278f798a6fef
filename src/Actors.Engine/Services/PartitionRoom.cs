using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <summary>Counts what is accepted and not yet applied, per partition.</summary>
public sealed class PartitionRoom(int partitions, int itemsMax) : IRoom
{
    private readonly int[] _taken = new int[partitions];

    public bool TryReserve(int partition, int items)
    {
        // A share larger than the bound passes when the lane is empty: it could never pass otherwise.
        int taken = Interlocked.Add(ref _taken[partition], items);
        if (taken <= itemsMax || taken == items)
        {
            return true;
        }
        Release(partition, items);
        return false;
    }

    public void Take(int partition, int items) => Interlocked.Add(ref _taken[partition], items);

    public void Release(int partition, int items) => Interlocked.Add(ref _taken[partition], -items);
}
