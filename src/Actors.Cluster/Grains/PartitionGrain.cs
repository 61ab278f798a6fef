using Actors.Cluster.Hosting;
using Actors.Cluster.Placing;
using Actors.Cluster.Streams;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;
using Orleans.Concurrency;

namespace Actors.Cluster.Grains;

/// <summary>
/// A shell around a <see cref="PartitionActor"/>. Its turns interleave at awaits, which is what the actor is made for: an append loop and an apply
/// loop, and reads in between.
/// </summary>
[Reentrant, KeepAlive, PartitionPlacement]
internal sealed class PartitionGrain(ClusterSilo silo, SegmentStreams? streams = null) : Grain, IPartitionGrain
{
    private const int TicksBetweenLooks = 100;

    /// <summary>Looks in a row that find it away from home before it goes: silos hear of each other at different moments, and who has just taken it may be right.</summary>
    private const int LooksBeforeGoing = 3;
    private PartitionActor _actor = null!;
    private Task _started = Task.CompletedTask;
    private SegmentStreamPump? _pump;
    private Task _telling = Task.CompletedTask;
    private Task? _released;
    private long _ticks;
    private int _awayLooks;

    private int Number => (int)this.GetPrimaryKeyLong();

    /// <summary>Recovery goes on beside: who asks meanwhile is told how far it is.</summary>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _actor = silo.CreatePartition(Number, this.AsReference<IPartitionGrain>());
        _started = _actor.Start().AsTask();
        if (streams is not null)
        {
            _pump = new SegmentStreamPump(Number, _actor, silo.Store, streams, silo.Time);
            _telling = Tell(_pump);
        }
        this.RegisterGrainTimer(LookAtTheClock, new GrainTimerCreationOptions(silo.Options.Tick, silo.Options.Tick) { Interleave = true });
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // Where the store does not answer, nothing can be handed over, and the next owner recovers.
        _pump?.Stop();
        await Task.WhenAny(Task.WhenAll(Release(), _telling), Task.Delay(silo.Options.ReleaseWait, CancellationToken.None));
        silo.Left(Number, this.AsReference<IPartitionGrain>());
    }

    public async Task<Ack> Append(IngestBatch batch)
    {
        if (!silo.Room.TryReserve(Number, batch.Items.Length))
        {
            throw new PartitionUnavailableException($"Partition {Number} has more waiting than it takes: send again in a second.");
        }
        return await _actor.Append(batch);
    }

    public async Task<CustomerView> Read(byte[] customer, CustomerQuery query) => await _actor.Read(new CustomerId(customer), query);

    public async Task<MigrationPage> Timeline(byte[] customer, long before, int itemsMax) =>
        await _actor.Timeline(new CustomerId(customer), before, itemsMax);

    public async Task<StoredRecord[]> History(byte[] customer, long before, int itemsMax) =>
        [.. await _actor.History(new CustomerId(customer), before, itemsMax)];

    public async Task<MemberPage> Members(MemberQuery query) => await _actor.Members(query);

    public async Task<PreviewPage> Preview(PreviewQuery query) => await _actor.Preview(query);

    public async Task<MigrationPage> Migrations(long after, int itemsMax) => await _actor.Migrations(after, itemsMax);

    public async Task<PublishedTail> Published(PublishedTail known) => await _actor.Published(known);

    public async Task Advance(long toMs) => await _actor.Advance(toMs);

    public async Task<double> Prepare(bool records, bool published) => await _actor.Prepare(records, published);

    public async Task Activate(int version) => await _actor.Activate(version);

    public async Task Deliver(PeerMessage message) => await _actor.Deliver(message);

    public async Task<PartitionStatus> Status() => await _actor.Status();

    public async Task<SeenNames> Names() => await _actor.Names();

    public async Task Tick() => await _actor.Tick(silo.Clock.NowMs, recent: true);

    public async Task SaveCheckpoint() => await _actor.SaveCheckpoint();

    public async Task Release()
    {
        _released ??= _actor.Release().AsTask();
        await _released;
        DeactivateOnIdle();
    }

    /// <summary>Beside all other turns; what is not told when the partition leaves, its next owner tells.</summary>
    private async Task Tell(SegmentStreamPump pump)
    {
        await _started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await pump.Run();
    }

    private async Task LookAtTheClock(CancellationToken cancellation)
    {
        if (!_started.IsCompleted)
        {
            return;
        }
        long n = _ticks++;
        await _actor.Tick(silo.Clock.NowMs, recent: n % TicksBetweenLooks == 0);
        if (n % TicksBetweenLooks != 0)
        {
            return;
        }
        bool isLost = _started.IsFaulted || (await _actor.Status()).Fault is not null;
        if (isLost)
        {
            // Whoever is asked next takes the partition anew.
            DeactivateOnIdle();
        }
        else
        {
            _awayLooks = silo.IsAtHome(Number) ? 0 : _awayLooks + 1;
            if (_awayLooks == LooksBeforeGoing)
            {
                // A silo has come or gone: partitions are spread out again.
                await Release();
            }
        }
    }
}
