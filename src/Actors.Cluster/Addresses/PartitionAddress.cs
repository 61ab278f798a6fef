using Actors.Cluster.Grains;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Cluster.Addresses;

/// <summary>A partition, wherever in the cluster it lives.</summary>
/// <param name="room">This silo's bound on what it has under way to a partition: taken by the ingress, given back when the answer has come.</param>
internal sealed class PartitionAddress(IPartitionGrain grain, int number, IRoom room) : IPartition
{
    public async ValueTask<Ack> Append(IngestBatch batch)
    {
        try
        {
            return await grain.Append(batch).Made();
        }
        finally
        {
            room.Release(number, batch.Items.Length);
        }
    }

    public ValueTask<CustomerView> Read(CustomerId id, CustomerQuery query) => grain.Read(id.Utf8.ToArray(), query).Made();

    public ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax) =>
        grain.Timeline(id.Utf8.ToArray(), before, itemsMax).Made();

    public async ValueTask<IReadOnlyList<StoredRecord>> History(CustomerId id, long before, int itemsMax) =>
        await grain.History(id.Utf8.ToArray(), before, itemsMax).Made();

    public ValueTask<MemberPage> Members(MemberQuery query) => grain.Members(query).Made();

    public ValueTask<PreviewPage> Preview(PreviewQuery query) => grain.Preview(query).Made();

    public ValueTask<MigrationPage> Migrations(long after, int itemsMax) => grain.Migrations(after, itemsMax).Made();

    public ValueTask<PublishedTail> Published(PublishedTail known) => grain.Published(known).Made();

    public ValueTask Advance(long toMs) => grain.Advance(toMs).Made();

    public ValueTask<double> Prepare(bool records, bool published) => grain.Prepare(records, published).Made();

    public ValueTask Activate(int version) => grain.Activate(version).Made();

    public ValueTask Deliver(PeerMessage message) => grain.Deliver(message).Made();

    public ValueTask<PartitionStatus> Status() => grain.Status().Made();

    public ValueTask<SeenNames> Names() => grain.Names().Made();
}
