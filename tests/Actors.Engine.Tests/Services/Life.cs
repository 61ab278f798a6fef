using System.Buffers;
using System.Text.Json;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Engine.Tests.Partitions;
using Actors.EventLog.Memory;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Engine.Tests.Services;

/// <summary>One process over a store: a partition, and the catalogs over it.</summary>
internal sealed class Life : IDirectory
{
    private Life(PartitionRig rig, CatalogStore store)
    {
        (Rig, Store) = (rig, store);
        Catalogs = new Catalogs(store, this, rig);
    }

    public PartitionRig Rig { get; }

    public CatalogStore Store { get; }

    public Catalogs Catalogs { get; }

    public TaskCompletionSource MayRead { get; } = new();

    public Task MaySwitch { get; set; } = Task.CompletedTask;

    public int Partitions => 1;

    public static async Task<Life> Begin(MemoryEventStore? store = null)
    {
        PartitionRig rig = await PartitionRig.Start(store);
        var catalogs = new CatalogStore(rig.Store);
        await catalogs.Load();
        await catalogs.SetCurrent(Math.Max(1, catalogs.Current));
        return new Life(rig, catalogs);
    }

    public Task<Life> Crash() => Begin(Rig.Store.Crash());

    public async Task<Task<CatalogChange>> ChangeUntilItReads(TwiceRule rule)
    {
        Task<CatalogChange> change = Catalogs.Change(_ => TwiceCatalog.Of(rule).Definition).AsTask();
        while (Catalogs.UnderWay is null)
        {
            await Task.Yield();
        }
        return change;
    }

    /// <summary>As another process would have, without this one.</summary>
    public async Task SaveTable()
    {
        byte[] rows = Rows();
        Catalog next = Store.Get(Store.Latest).WithTables(Store.Get(Store.Latest).Tables.With("weather", rows), Store.Latest + 1);
        (await Store.SaveTable(next, "weather", rows, 0)).ShouldBeTrue();
    }

    public async Task<string[]> Members(string segment)
    {
        Catalogs.Current.TryFind(segment, out Segment? found).ShouldBeTrue();
        MemberPage page = await Rig.Actor.Members(new MemberQuery(new Whereabouts([found.Id], []), default, 100, Rig.NowMs));
        return [.. page.Items.Select(item => item.Id.ToString())];
    }

    public int PartitionOf(CustomerId id) => 0;

    public ICustomer Customer(CustomerId id, ref long hint) => Rig.Customer(id, ref hint);

    public IPartition Partition(int n) => new HeldPartition(Rig.Actor, MayRead.Task, MaySwitch);

    public ISegment Segment(SegmentKey key) => Rig.Segment(key);

    public static byte[] Rows()
    {
        var reader = new Utf8JsonReader("""{"Paris":{"state":"snow"}}"""u8);
        reader.Read();
        var rows = new ArrayBufferWriter<byte>();
        DocWriter.TryWrite(ref reader, rows, out _).ShouldBeTrue();
        return rows.WrittenSpan.ToArray();
    }
}
