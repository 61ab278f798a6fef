using Actors.Embedded.Lanes;
using Actors.Embedded.Residency;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Embedded.Runtime;

/// <summary>A partition's address on this machine: every call becomes a turn on its lane, but for what any thread may read.</summary>
/// <param name="stir">Told when items come.</param>
internal sealed class EmbeddedPartition(Lane lane, PartitionActor actor, ResidentCustomers residents, Action stir) : IPartition
{
    public ResidentCustomers Residents => residents;

    public long NextDueMs => actor.NextDueMs;

    public double Recovered => actor.Recovered;

    /// <summary>Recovers the partition on its lane.</summary>
    public Task Start() => lane.Run(actor, static a => a.Start());

    public Task SaveCheckpoint() => lane.Run(actor, static a => a.SaveCheckpoint());

    public Task Tick(long nowMs, bool recent) => lane.Run((actor, residents, nowMs, recent), static async call =>
    {
        await call.actor.Tick(call.nowMs, call.recent);
        call.residents.Shrink();
    });

    public ValueTask<Ack> Append(IngestBatch batch)
    {
        stir();
        return On(batch, static (a, b) => a.Append(b));
    }

    public ValueTask<CustomerView> Read(CustomerId id, CustomerQuery query) => On((id, query), static (a, c) => a.Read(c.id, c.query));

    public ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax) =>
        On((id, before, itemsMax), static (a, c) => a.Timeline(c.id, c.before, c.itemsMax));

    public ValueTask<IReadOnlyList<StoredRecord>> History(CustomerId id, long before, int itemsMax) =>
        On((id, before, itemsMax), static (a, c) => a.History(c.id, c.before, c.itemsMax));

    public ValueTask<MemberPage> Members(MemberQuery query) => On(query, static (a, q) => a.Members(q));

    public ValueTask<PreviewPage> Preview(PreviewQuery query) => On(query, static (a, q) => a.Preview(q));

    public ValueTask<MigrationPage> Migrations(long after, int itemsMax) => actor.Migrations(after, itemsMax);

    public ValueTask<PublishedTail> Published(PublishedTail known) => On(known, static (a, k) => a.Published(k));

    public ValueTask Advance(long toMs) => On(toMs, static (a, to) => a.Advance(to));

    public ValueTask<double> Prepare(bool records, bool published) => On((records, published), static (a, n) => a.Prepare(n.records, n.published));

    public ValueTask Activate(int version) => On(version, static (a, v) => a.Activate(v));

    public ValueTask Deliver(PeerMessage message) => On(message, static (a, m) => a.Deliver(m));

    public async ValueTask<PartitionStatus> Status()
    {
        PartitionStatus status = await On(0, static (a, _) => a.Status());
        return status with { Resident = Residents.Count };
    }

    public ValueTask<SeenNames> Names() => On(0, static (a, _) => a.Names());

    private ValueTask<T> On<TCall, T>(TCall call, Func<PartitionActor, TCall, ValueTask<T>> turn) =>
        new(lane.Run((Actor: actor, Call: call, Turn: turn), static c => c.Turn(c.Actor, c.Call)));

    private ValueTask On<TCall>(TCall call, Func<PartitionActor, TCall, ValueTask> turn) =>
        new(lane.Run((Actor: actor, Call: call, Turn: turn), static c => c.Turn(c.Actor, c.Call)));
}
