using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Services;

/// <summary>A partition that reads no past ahead, and switches to nothing, before it is let.</summary>
internal sealed class HeldPartition(IPartition inner, Task mayRead, Task maySwitch) : IPartition
{
    public ValueTask<Ack> Append(IngestBatch batch) => inner.Append(batch);

    public ValueTask<CustomerView> Read(CustomerId id, CustomerQuery query) => inner.Read(id, query);

    public ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax) => inner.Timeline(id, before, itemsMax);

    public ValueTask<IReadOnlyList<StoredRecord>> History(CustomerId id, long before, int itemsMax) =>
        inner.History(id, before, itemsMax);

    public ValueTask<MemberPage> Members(MemberQuery query) => inner.Members(query);

    public ValueTask<PreviewPage> Preview(PreviewQuery query) => inner.Preview(query);

    public ValueTask<MigrationPage> Migrations(long after, int itemsMax) => inner.Migrations(after, itemsMax);

    public ValueTask<PublishedTail> Published(PublishedTail known) => inner.Published(known);

    public ValueTask Advance(long toMs) => inner.Advance(toMs);

    public async ValueTask<double> Prepare(bool records, bool published)
    {
        await mayRead;
        return await inner.Prepare(records, published);
    }

    public async ValueTask Activate(int version)
    {
        await maySwitch;
        await inner.Activate(version);
    }

    public ValueTask Deliver(PeerMessage message) => inner.Deliver(message);

    public ValueTask<PartitionStatus> Status() => inner.Status();

    public ValueTask<SeenNames> Names() => inner.Names();
}
