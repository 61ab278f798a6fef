using Actors.Engine.Metering;
using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Services;

/// <inheritdoc cref="IHealth"/>
public sealed class Health(IDirectory directory, EngineMeter meter, IEventStore store) : IHealth
{
    private volatile IReadOnlyList<PartitionStatus> _last = [];

    public bool Ready { get; private set; }

    public double Recovered { get; private set; }

    public EngineCounters Counters => meter.Read(store.BytesOnDisk, _last.Sum(p => (long)p.Customers), _last.Sum(p => (long)p.Resident));

    public async ValueTask<IReadOnlyList<PartitionStatus>> Partitions()
    {
        var statuses = new Task<PartitionStatus>[directory.Partitions];
        for (int p = 0; p < statuses.Length; p++)
        {
            statuses[p] = directory.Partition(p).Status().AsTask();
        }
        PartitionStatus[] read = await Task.WhenAll(statuses);
        _last = read;
        Ready = read.All(p => p.Ready && p.Fault is null);
        Recovered = read.Average(p => p.Recovered);
        return read;
    }
}
