using Actors.Engine.Flows;
using Actors.Engine.Metering;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>One process of a cluster: the partitions it has or had, and services that work from anywhere.</summary>
internal sealed class Node : IDirectory
{
    private readonly ClusterParts _parts;
    private readonly CatalogStore _versions;
    private readonly Dictionary<int, Hosted> _hosted = [];
    private readonly EngineMeter _meter;

    private Node(ClusterParts parts, int number, Process process, CatalogStore versions)
    {
        (_parts, Number, Process, _versions) = (parts, number, process, versions);
        IEventStore store = new SharedStore(parts.Store, parts.Epochs);
        _meter = new EngineMeter(TimeProvider.System) { PartitionFailed = (_, e) => HostileRuntime.Failed(e, parts.Defect) };
        Changes = new ChangeFeed(this, FolderStamp.Of(store.Info));
        Catalogs = new Catalogs(versions, this, parts.Clock);
        Ingress = new Ingress(this, new EndlessRoom(), parts.Clock, _meter);
        Customers = new Customers(this, parts.Clock, FolderStamp.Of(store.Info), new StoppedTime());
        Segments = new Segments(this, Catalogs, new FlowRollup(store, keeps: false));
        Previews = new Previews(this, Catalogs, parts.Clock, new StoppedTime());
    }

    public int Number { get; }

    public Process Process { get; }

    public Ingress Ingress { get; }

    public Customers Customers { get; }

    public Catalogs Catalogs { get; }

    public ChangeFeed Changes { get; }

    public Segments Segments { get; }

    public Previews Previews { get; }

    public int Partitions => _parts.Partitions;

    /// <summary>Owners of partitions that live here, current or not.</summary>
    public IEnumerable<(int Partition, Hosted Owner)> Owners => _hosted.Select(entry => (entry.Key, entry.Value)).ToArray();

    public int Residents => _hosted.Values.Sum(owner => owner.Customers.Active);

    public static async Task<Node> Start(ClusterParts parts, int number)
    {
        var process = new Process(parts.Pump);
        var versions = new CatalogStore(parts.Store);
        return await process.Call(async () =>
        {
            await versions.Load();
            var node = new Node(parts, number, process, versions);
            _ = new PartitionWatch(node, new HostileScheduler(parts.Pump), node.Changes.Published, node.Catalogs.Follow).Run(default);
            return node;
        });
    }

    /// <summary>Becomes the owner of a partition.</summary>
    public void Host(int partition)
    {
        IEventStore store = new SharedStore(_parts.Store, _parts.Epochs);
        var customers = new CustomerHosts(store, PartitionOf, _versions, _parts.Network, _parts.Chaos);
        var actor = new PartitionActor(new PartitionContext(
            partition, store, this, _versions, _parts.Clock, new HostileScheduler(_parts.Pump), new EndlessRoom(), _meter, _parts.Options,
            Changes.Published));
        _hosted[partition] = new Hosted(actor, customers, Process.Call(async () =>
        {
            await actor.Start();
            return true;
        }));
    }

    /// <summary>The owner of a partition that lives here.</summary>
    public PartitionActor At(int partition) => _hosted.TryGetValue(partition, out Hosted? owner)
        ? owner.Actor
        : throw new PartitionUnavailableException($"Partition {partition} does not live on node {Number}.");

    public Hosted? OwnerOf(int partition) => _hosted.GetValueOrDefault(partition);

    public int PartitionOf(CustomerId id) => _parts.Routing.PartitionOf(id.Utf8.Span);

    public ICustomer Customer(CustomerId id, ref long hint) => _hosted[PartitionOf(id)].Customers.Of(id);

    public IPartition Partition(int n) => _parts.Partition(n);

    public ISegment Segment(SegmentKey key) => _parts.Segments.Of(key);

    /// <summary>An owner, with the customers that live with it.</summary>
    internal sealed record Hosted(PartitionActor Actor, CustomerHosts Customers, Task Started);
}
