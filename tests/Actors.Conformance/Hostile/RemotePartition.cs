using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Engine.Wire;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Hostile;

/// <summary>A partition's address as callers have it: every call travels.</summary>
internal abstract class RemotePartition : IPartition
{
    public async ValueTask<Ack> Append(IngestBatch batch)
    {
        byte[] sent = Wire.IngestBatch.Encode(batch);
        return await Call(actor => Wire.IngestBatch.Take(sent, arrived => actor.Append(arrived).Back(Wire.Ack)));
    }

    public async ValueTask<CustomerView> Read(CustomerId id, CustomerQuery query) =>
        await Call(actor => actor.Read(id, query).Back(Wire.CustomerView));

    public async ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax) =>
        await Call(actor => actor.Timeline(id, before, itemsMax).Back(Wire.MigrationPage));

    public async ValueTask<IReadOnlyList<StoredRecord>> History(CustomerId id, long before, int itemsMax) =>
        await Call(async actor => Wire.History.Decode(Wire.History.Encode([.. await actor.History(id, before, itemsMax)])));

    public async ValueTask<MemberPage> Members(MemberQuery query)
    {
        byte[] sent = Wire.MemberQuery.Encode(query);
        return await Call(actor => actor.Members(Wire.MemberQuery.Decode(sent)).Back(Wire.MemberPage));
    }

    public async ValueTask<PreviewPage> Preview(PreviewQuery query)
    {
        byte[] sent = Wire.PreviewQuery.Encode(query);
        return await Call(actor => actor.Preview(Wire.PreviewQuery.Decode(sent)).Back(Wire.PreviewPage));
    }

    public async ValueTask<MigrationPage> Migrations(long after, int itemsMax) =>
        await Call(actor => actor.Migrations(after, itemsMax).Back(Wire.MigrationPage));

    public async ValueTask<PublishedTail> Published(PublishedTail known) => await Call(actor => actor.Published(known).Back(Wire.PublishedTail));

    public async ValueTask Advance(long toMs) => await Call(actor => Done(actor.Advance(toMs)));

    public async ValueTask<double> Prepare(bool records, bool published) => await Call(actor => actor.Prepare(records, published));

    public async ValueTask Activate(int version) => await Call(actor => Done(actor.Activate(version)));

    public async ValueTask Deliver(PeerMessage message) => await Call(actor => Done(actor.Deliver(Wire.PeerMessage.Decode(Wire.PeerMessage.Encode(message)))));

    public async ValueTask<PartitionStatus> Status() => await Call(actor => actor.Status().Back(Wire.PartitionStatus));

    public async ValueTask<SeenNames> Names() => await Call(actor => actor.Names().Back(Wire.SeenNames));

    protected abstract Task<T> Call<T>(Func<PartitionActor, ValueTask<T>> turn);

    protected static async ValueTask<bool> Done(ValueTask turn)
    {
        await turn;
        return true;
    }
}
