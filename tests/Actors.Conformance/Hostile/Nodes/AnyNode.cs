using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>The services as a client of a cluster has them: each call goes to whatever process the balancer chose.</summary>
internal sealed class AnyNode(ClusterParts parts, Node[] nodes) : IIngress, ICatalogs, ICustomers, IChangeFeed, ISegments
{
    private const long TimeoutMs = 20_000;

    public Catalog Current => nodes.Select(node => node.Catalogs.Current).MaxBy(catalog => catalog.Version)!;

    public FeedCursor Oldest => Any.Changes.Oldest;

    public FeedCursor Latest => Any.Changes.Latest;

    public MemberCursor First => Any.Customers.First;

    public IPreviews Previews => Any.Previews;

    private Node Any => nodes[parts.Chaos.Next(nodes.Length)];

    public async ValueTask<IngestResult> Send(ReadOnlyMemory<IngestItem> items, bool waits = false, CancellationToken cancellation = default)
    {
        parts.Chaos.IsCalm = false;
        return await On(node => node.Ingress.Send(items, waits, cancellation));
    }

    public Catalog? Version(int version) => nodes.Select(node => node.Catalogs.Version(version)).FirstOrDefault(found => found is not null);

    public async ValueTask<CatalogChange> Change(
        Func<CatalogDefinition, CatalogDefinition> change, int? expectedVersion = null, CancellationToken cancellation = default)
    {
        parts.Chaos.IsCalm = false;
        return await Patience.Until(() => On(node => node.Catalogs.Change(change, expectedVersion, cancellation)));
    }

    public async ValueTask<IReadOnlyList<CatalogError>> UnknownNames(CatalogDefinition definition) =>
        await On(node => node.Catalogs.UnknownNames(definition));

    public IReadOnlyList<CatalogVersion> History => nodes.Select(node => node.Catalogs.History).MaxBy(history => history.Count)!;

    public async ValueTask<CatalogChange> SetTable(string name, ReadOnlyMemory<byte>? rows, CancellationToken cancellation = default)
    {
        parts.Chaos.IsCalm = false;
        return await Patience.Until(() => On(node => node.Catalogs.SetTable(name, rows, cancellation)));
    }

    public async ValueTask<CustomerView?> Read(CustomerId id, long? atMs = null, CancellationToken cancellation = default) =>
        await On(node => node.Customers.Read(id, atMs, cancellation));

    public async ValueTask<CustomerView?> Explain(
        CustomerId id, int segment, long? atMs = null, CancellationToken cancellation = default) =>
        await On(node => node.Customers.Explain(id, segment, atMs, cancellation));

    public async ValueTask<CustomerPage> List(
        IReadOnlyList<int> within, IReadOnlyList<int> outside, MemberCursor after, int itemsMax, CancellationToken cancellation = default) =>
        await On(node => node.Customers.List(within, outside, after, itemsMax, cancellation));

    public async ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax, CancellationToken cancellation = default) =>
        await On(node => node.Customers.Timeline(id, before, itemsMax, cancellation));

    public async ValueTask<IReadOnlyList<StoredRecord>> LastEvents(
        CustomerId id, int itemsMax, long before = long.MaxValue, CancellationToken cancellation = default) =>
        await On(node => node.Customers.LastEvents(id, itemsMax, before, cancellation));

    public async ValueTask<FeedPage> Read(
        FeedCursor after, Func<PublishedMigration, bool>? filter, int itemsMax, TimeSpan wait, CancellationToken cancellation = default) =>
        await On(node => node.Changes.Read(after, filter, itemsMax, wait, cancellation));

    public async ValueTask<SegmentView> Read(int segment) => await On(node => node.Segments.Read(segment));

    public async ValueTask<IReadOnlyList<SegmentView>> ReadAll() => await On(node => node.Segments.ReadAll());

    public async ValueTask<IReadOnlyList<FlowStep>> Flows(
        int unit, long fromMs, long toMs, long stepMs, CancellationToken cancellation = default) =>
        await On(node => node.Segments.Flows(unit, fromMs, toMs, stepMs, cancellation));

    private Task<T> On<T>(Func<Node, ValueTask<T>> call)
    {
        Node node = Any;
        return parts.Network.Call(TimeoutMs, mayDouble: false, () => node.Process.Call(() => call(node)));
    }
}
