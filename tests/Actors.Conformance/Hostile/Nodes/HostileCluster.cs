using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;

namespace Actors.Conformance.Hostile.Nodes;

/// <summary>Several processes over one store: each with services of its own, and the partitions that are placed on it.</summary>
internal sealed class HostileCluster : IRuntimeUnderTest
{
    private const int Processes = 3;
    private const long TimeoutMs = 8_000;
    private const int TicksForEveryReport = 40;
    private const long CheckpointRecordsMax = 50;
    private readonly ClusterParts _parts;
    private readonly Node[] _nodes;
    private readonly ClusterLife _life;
    private readonly AnyNode _any;

    private HostileCluster(ClusterParts parts, Node[] nodes)
    {
        (_parts, _nodes) = (parts, nodes);
        _any = new AnyNode(parts, nodes);
        _life = new ClusterLife(parts, nodes);
        Clock = new ShopClock(parts.Clock, nodes[0]);
    }

    public IIngress Ingress => _any;

    public ICustomers Customers => _any;

    public ICatalogs Catalogs => _any;

    public IChangeFeed Changes => _any;

    public ISegments Segments => _any;

    /// <summary>Those of one process: a preview is known only where it was begun.</summary>
    public IPreviews Previews => _any.Previews;

    public IShopClock Clock { get; }

    /// <summary>The services of each process.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    public static async Task<HostileCluster> Start(
        Pump pump, Random dice, IEventStore store, RuntimeSettings settings, Action<Exception> defect)
    {
        PartitionOptions options = settings.Partition with { CheckpointRecords = Math.Min(settings.Partition.CheckpointRecords, CheckpointRecordsMax) };
        var chaos = new Chaos(dice);
        var network = new Network(pump, chaos);
        bool isVirtual = store.Info.TimeMode == "virtual";
        var parts = new ClusterParts(
            pump, chaos, network, new HostileStore(store, pump, chaos), new HostileClock(isVirtual, isVirtual ? 0 : World.Beginning),
            new SegmentHosts(store.Info.Partitions, network, chaos), new Placement(store.Info.Partitions, chaos), options, defect);
        var nodes = new Node[Processes];
        for (int n = 0; n < nodes.Length; n++)
        {
            nodes[n] = await Node.Start(parts, n);
        }
        for (int p = 0; p < parts.Partitions; p++)
        {
            parts.Placement.Place(p, nodes[p % nodes.Length]);
            nodes[p % nodes.Length].Host(p);
        }
        var cluster = new HostileCluster(parts, nodes);
        pump.Observed.Add(cluster.ToString);
        _ = cluster._life.Live();
        await cluster.Ready();
        await Patience.Until(async () =>
        {
            await nodes[0].Catalogs.Resume();
            return true;
        });
        chaos.IsCalm = false;
        return cluster;
    }

    /// <summary>A call to the services of one process.</summary>
    public Task<T> On<T>(Node node, Func<Node, ValueTask<T>> call) =>
        _parts.Network.Call(TimeoutMs, mayDouble: false, () => node.Process.Call(() => call(node)));

    public async Task MoveTo(long instantMs)
    {
        _parts.Chaos.IsCalm = false;
        _parts.Clock.Pass(instantMs);
        await Everywhere(actor => actor.Advance(_parts.Clock.NowMs));
    }

    public async Task Settle()
    {
        await CalmDown();
        await Everywhere(actor => actor.Advance(_parts.Clock.NowMs));
        for (int n = 0; n < TicksForEveryReport; n++)
        {
            await Everywhere(actor => actor.Tick(_parts.Clock.NowMs, recent: true));
        }
        await _parts.Pump.Delay(1_000);
        await EveryNodeKnows();
    }

    public Task SaveCheckpoints() => Everywhere(actor => actor.SaveCheckpoint());

    public Task<int> Resident() => Task.FromResult(_nodes.Sum(node => node.Residents));

    public async Task Stop()
    {
        await CalmDown();
        await Everywhere(actor => actor.SaveCheckpoint());
        await Abandon();
    }

    public Task Abandon()
    {
        _life.End();
        return Task.CompletedTask;
    }

    public override string ToString() => string.Join(' ', Enumerable.Range(0, _parts.Partitions).Select(p =>
    {
        Node node = _parts.Placement.Of(p);
        Node.Hosted? owner = node.OwnerOf(p);
        ValueTask<PartitionStatus>? status = owner?.Actor.Status();
        return $"[{p} on node {node.Number}, paused {node.Process.IsPaused}, started {owner?.Started.Status}, {status?.Result}]";
    }));

    private async Task CalmDown()
    {
        _parts.Chaos.IsCalm = true;
        _life.ResumeAll();
        // What is still on its way may come late.
        await _parts.Pump.Delay(6_000);
        _life.ResumeAll();
        await Ready();
    }

    private async Task Everywhere(Func<PartitionActor, ValueTask> turn)
    {
        for (int p = 0; p < _parts.Partitions; p++)
        {
            NodePartition partition = _parts.Partition(p);
            await Patience.Until(async () =>
            {
                await partition.Turn(turn);
                return true;
            });
        }
    }

    /// <summary>Completes when every partition has an owner that has recovered.</summary>
    private async Task Ready()
    {
        for (int p = 0; p < _parts.Partitions;)
        {
            Node.Hosted? owner = _parts.Placement.Of(p).OwnerOf(p);
            if (owner is { Started.IsCompletedSuccessfully: true } && (await owner.Actor.Status()).Fault is null)
            {
                p++;
                continue;
            }
            await _parts.Pump.Delay(5);
        }
    }

    /// <summary>Completes when every process has heard of all that was published.</summary>
    private async Task EveryNodeKnows()
    {
        var tails = new long[_parts.Partitions];
        for (int p = 0; p < tails.Length; p++)
        {
            tails[p] = (await Patience.Until(() => _parts.Partition(p).Status().AsTask())).Outbox;
        }
        while (_nodes.Any(node => !node.Changes.Latest.Positions.Zip(tails).All(pair => pair.First >= pair.Second)
            || node.Catalogs.Current.Version != _any.Current.Version))
        {
            await _parts.Pump.Delay(5);
        }
    }
}
