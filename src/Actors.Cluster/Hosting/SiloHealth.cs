using Actors.Engine.Seam;
using Actors.Engine.Services;

namespace Actors.Cluster.Hosting;

/// <summary>
/// How one silo is. It is ready once it is a member and has seen every partition, wherever it lives, take events; from then on as long as it is a
/// member and does not stop: while a partition moves after a silo died, every silo serves the others as well as ever.
/// </summary>
/// <param name="partitions">All partitions of the cluster.</param>
internal sealed class SiloHealth(Health partitions, ISiloStatusOracle silos, Func<bool> isStopping) : IHealth
{
    private volatile bool _hasSeenAll;
    private double _recovered;

    public bool Ready => _hasSeenAll && silos.CurrentStatus == SiloStatus.Active && !isStopping();

    /// <summary>Partitions that took events when they were last asked, of all.</summary>
    public double Recovered => Volatile.Read(ref _recovered);

    public string? Ended => silos.CurrentStatus == SiloStatus.Dead ? "The other silos go on without this one: it has to be started again." : null;

    public EngineCounters Counters => partitions.Counters;

    public async ValueTask<IReadOnlyList<PartitionStatus>> Partitions()
    {
        IReadOnlyList<PartitionStatus> read = await partitions.Partitions();
        int ready = read.Count(partition => partition.Ready && partition.Fault is null);
        Volatile.Write(ref _recovered, (double)ready / read.Count);
        _hasSeenAll = _hasSeenAll || ready == read.Count;
        return read;
    }
}
