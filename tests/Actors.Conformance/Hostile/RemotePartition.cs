using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Hostile;

/// <summary>A partition's address as callers have it: every call travels.</summary>
internal abstract class RemotePartition : IPartition
{
    public async ValueTask<Ack> Append(IngestBatch batch)
    {
        IngestBatch sent = new Parcel().Pack(batch);
        return await Call(async actor =>
        {
            var parcel = new Parcel();
            Ack ack = await actor.Append(parcel.Pack(sent));
            parcel.Spoil();
            return ack;
        });
    }

    public async ValueTask<CustomerView> Read(CustomerId id, CustomerQuery query) => await Call(actor => actor.Read(id, query));

    public async ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax) =>
        await Call(actor => actor.Timeline(id, before, itemsMax));

    public async ValueTask<IReadOnlyList<StoredRecord>> History(CustomerId id, long before, int itemsMax) =>
        await Call(actor => actor.History(id, before, itemsMax));

    public async ValueTask<MemberPage> Members(MemberQuery query) => await Call(actor => actor.Members(query));

    public async ValueTask<PreviewPage> Preview(PreviewQuery query) => await Call(actor => actor.Preview(query));

    public async ValueTask<MigrationPage> Migrations(long after, int itemsMax) => await Call(actor => actor.Migrations(after, itemsMax));

    public async ValueTask<PublishedTail> Published(PublishedTail known) => await Call(actor => actor.Published(known));

    public async ValueTask Advance(long toMs) => await Call(actor => Done(actor.Advance(toMs)));

    public async ValueTask Activate(int version) => await Call(actor => Done(actor.Activate(version)));

    public async ValueTask Deliver(PeerMessage message) => await Call(actor => Done(actor.Deliver(message)));

    public async ValueTask<PartitionStatus> Status() => await Call(actor => actor.Status());

    protected abstract Task<T> Call<T>(Func<PartitionActor, ValueTask<T>> turn);

    protected static async ValueTask<bool> Done(ValueTask turn)
    {
        await turn;
        return true;
    }
}
