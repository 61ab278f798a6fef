namespace Actors.Engine.Seam;

/// <summary>Bounds what is accepted and not yet applied, per partition. Thread-safe.</summary>
public interface IRoom
{
    /// <summary>Takes room for items; false when the lane is full, and then nothing is taken.</summary>
    bool TryReserve(int partition, int items);

    /// <summary>Takes room that must not be refused (messages between partitions), even past the bound.</summary>
    void Take(int partition, int items);

    void Release(int partition, int items);
}
