using Actors.Engine.Metering;
using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Services;

/// <inheritdoc cref="IHealth"/>
/// <param name="recovered">How far recovery is, 0 to 1, asked without waiting for any partition.</param>
public sealed class Health(IDirectory directory, EngineMeter meter, IEventStore store, Func<double> recovered, TimeProvider time) : IHealth
{
    /// <summary>A store may have to look at all its files to know its size.</summary>
    private static readonly TimeSpan BytesEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _measuring = new();
    private volatile IReadOnlyList<PartitionStatus> _last = [];
    private long? _measuredAt;
    private long _bytes;

    public bool Ready { get; private set; }

    public double Recovered => recovered();

    public EngineCounters Counters => meter.Read(Bytes(), _last.Sum(p => (long)p.Customers), _last.Sum(p => (long)p.Resident));

    public async ValueTask<IReadOnlyList<PartitionStatus>> Partitions()
    {
        var statuses = new Task<PartitionStatus>[directory.Partitions];
        for (int p = 0; p < statuses.Length; p++)
        {
            statuses[p] = Status(p);
        }
        PartitionStatus[] read = await Task.WhenAll(statuses);
        _last = read;
        Ready = read.All(p => p.Ready && p.Fault is null);
        return read;
    }

    /// <summary>One that cannot be asked now is not ready, and that is all there is to say of it.</summary>
    private async Task<PartitionStatus> Status(int partition)
    {
        try
        {
            return await directory.Partition(partition).Status();
        }
        catch (Exception e) when (e is TimeoutException or PartitionUnavailableException)
        {
            return new PartitionStatus(partition, Ready: false, 0, 0, 0, 0, 0, 0, long.MaxValue, 0, e.Message);
        }
    }

    private long Bytes()
    {
        lock (_measuring)
        {
            long now = time.GetTimestamp();
            if (_measuredAt is not { } before || time.GetElapsedTime(before, now) >= BytesEvery)
            {
                (_bytes, _measuredAt) = (store.BytesOnDisk, now);
            }
            return _bytes;
        }
    }
}
