using System.Buffers;
using System.Text.Json;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Engine.Tests.Partitions;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using Actors.Segmentation.Values;

namespace Actors.Engine.Tests.Services;

/// <summary>A change of the definitions whose past is being read is there again after a crash, unless it was given up.</summary>
public sealed class InterruptedChangeTests
{
    private static readonly TwiceRule Twice = new("two-orders", """count("Order Completed" in 999d) >= 2""", (_, _) => false);

    [Fact]
    public async Task It_is_taken_up_at_the_next_start()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        await first.Rig.Append(Calls.Order("ann", 1_000, 1, "m1"), Calls.Order("ann", 1_000, 1, "m2"), Calls.Order("bob", 1_000, 1, "m3"));
        await first.ChangeUntilItReads(Twice);

        Life second = await first.Crash();
        await second.Catalogs.Resume();
        second.Catalogs.UnderWay.ShouldNotBeNull().Version.ShouldBe(2);
        second.Catalogs.Current.Version.ShouldBe(1);
        second.MayRead.SetResult();
        await second.Catalogs.TakenUp;

        second.Catalogs.Current.Version.ShouldBe(2);
        (await second.Members("two-orders")).ShouldBe(["ann"]);
    }

    [Fact]
    public async Task It_is_told_how_far_it_is_and_given_up_only_while_it_reads()
    {
        await OneAtATime.Begin();
        Life life = await Life.Begin();
        var maySwitch = new TaskCompletionSource();
        life.MaySwitch = maySwitch.Task;
        life.Catalogs.UnderWay.ShouldBeNull();
        Task<CatalogChange> change = await life.ChangeUntilItReads(Twice);
        life.Catalogs.UnderWay.ShouldBe(new CatalogProgress(2, IsSwitching: false, 0));
        life.MayRead.SetResult();
        while (life.Catalogs.UnderWay is not { IsSwitching: true })
        {
            await Task.Yield();
        }
        life.Catalogs.UnderWay.ShouldBe(new CatalogProgress(2, IsSwitching: true, 0));
        (await life.Catalogs.CancelChange()).ShouldBeFalse();
        maySwitch.SetResult();
        (await change).Kind.ShouldBe(CatalogChangeKind.Activated);
        life.Catalogs.UnderWay.ShouldBeNull();
    }

    [Fact]
    public async Task Others_wait_for_it()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        await first.ChangeUntilItReads(Twice);
        Life second = await first.Crash();
        await second.Catalogs.Resume();
        Task<CatalogChange> other = second.Catalogs.Change(d => d with { Segments = [.. d.Segments, TwiceRule.Paris.Definition] }).AsTask();
        second.MayRead.SetResult();
        (await other).Catalog.Version.ShouldBe(3);
        second.Catalogs.Current.Definition.Segments.Select(s => s.Key).ShouldBe(["two-orders", "paris"]);
    }

    [Fact]
    public async Task Given_up_after_the_crash_it_does_not_come_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        await first.ChangeUntilItReads(Twice);
        Life second = await first.Crash();
        await second.Catalogs.Resume();
        Task<bool> given = second.Catalogs.CancelChange().AsTask();
        second.MayRead.SetResult();
        (await given).ShouldBeTrue();
        await second.Catalogs.TakenUp;

        await DoesNotComeBack(second);
    }

    [Fact]
    public async Task Given_up_before_the_crash_it_does_not_come_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        Task<CatalogChange> change = await first.ChangeUntilItReads(Twice);
        Task<bool> given = first.Catalogs.CancelChange().AsTask();
        first.MayRead.SetResult();
        (await given).ShouldBeTrue();
        await Should.ThrowAsync<CatalogChangeCancelledException>(change);

        await DoesNotComeBack(first);
    }

    [Fact]
    public async Task Refused_by_the_store_it_does_not_come_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        Task<CatalogChange> change = await first.ChangeUntilItReads(Twice);
        first.Rig.Store.Faults.FailNextDocuments("catalog/", 1);
        first.MayRead.SetResult();
        (await Should.ThrowAsync<StorageException>(change)).ShouldNotBeOfType<CatalogChangeUncertainException>();
        first.Catalogs.Current.Version.ShouldBe(1);

        await DoesNotComeBack(first);
    }

    [Fact]
    public async Task Refused_by_a_store_that_cannot_drop_the_note_either_it_says_that_it_may_come_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        Task<CatalogChange> change = await first.ChangeUntilItReads(Twice);
        first.Rig.Store.Faults.FailNextDocuments("catalog/", 2);
        first.MayRead.SetResult();
        (await Should.ThrowAsync<CatalogChangeUncertainException>(change)).Message.ShouldContain("the next start may take it up");

        Life second = await first.Crash();
        await second.Catalogs.Resume();
        second.Catalogs.UnderWay.ShouldNotBeNull().Version.ShouldBe(2);
        second.MayRead.SetResult();
        await second.Catalogs.TakenUp;
        second.Catalogs.Current.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_is_told_that_it_is_given_up_whose_note_could_not_be_dropped()
    {
        await OneAtATime.Begin();
        Life life = await Life.Begin();
        Task<CatalogChange> change = await life.ChangeUntilItReads(Twice);
        Task<bool> given = life.Catalogs.CancelChange().AsTask();
        life.Rig.Store.Faults.FailNextDocuments("catalog/", 1);
        life.MayRead.SetResult();
        await Should.ThrowAsync<CatalogChangeUncertainException>(given);
        await Should.ThrowAsync<CatalogChangeUncertainException>(change);
    }

    [Fact]
    public async Task Over_a_damaged_log_it_fails_and_names_the_place_and_everything_goes_on_as_it_was()
    {
        await OneAtATime.Begin();
        Life life = await Life.Begin();
        await life.Rig.Append(Calls.Order("ann", 1_000, 1, "m1"), Calls.Order("bob", 1_000, 1, "m2"));
        await life.Rig.Damage("ann");
        life.MayRead.SetResult();
        CorruptLogException damaged = await Should.ThrowAsync<CorruptLogException>(
            life.Catalogs.Change(_ => TwiceCatalog.Of(Twice, TwiceRule.Buyer).Definition).AsTask());
        damaged.Message.ShouldContain("Input log of partition 0, block ");

        (life.Catalogs.UnderWay, life.Catalogs.Current.Version, life.Store.Latest).ShouldBe((null, 1, 1));
        (await life.Store.HasNote()).ShouldBeFalse();
        await life.Rig.Append(Calls.Order("cid", 1_000, 1, "m3"));
        (await life.Members("buyer")).ShouldBe(["ann", "bob", "cid"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_lookup_table_set_meanwhile_does_not_push_it_out()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        await first.ChangeUntilItReads(Twice);
        Life second = await first.Crash();
        await second.SaveTable();
        await second.Catalogs.Resume();
        second.MayRead.SetResult();
        await second.Catalogs.TakenUp;
        second.Catalogs.Current.Version.ShouldBe(3);
        second.Catalogs.Current.Definition.Segments.Single().Key.ShouldBe("two-orders");
    }

    [Fact]
    public async Task Once_it_is_live_nothing_brings_it_back()
    {
        await OneAtATime.Begin();
        Life first = await Life.Begin();
        first.MayRead.SetResult();
        await first.Catalogs.Change(_ => TwiceCatalog.Of(Twice).Definition);
        await first.Catalogs.Change(_ => TwiceCatalog.Full.Definition);
        await first.Catalogs.Change(_ => TwiceCatalog.Of(TwiceRule.Paris).Definition);
        Life second = await first.Crash();
        await second.Catalogs.Resume();
        second.Catalogs.UnderWay.ShouldBeNull();
        second.Catalogs.Current.Definition.Segments.Single().Key.ShouldBe("paris");
    }

    private static async Task DoesNotComeBack(Life before)
    {
        Life next = await before.Crash();
        await next.Catalogs.Resume();
        next.Catalogs.UnderWay.ShouldBeNull();
        (next.Catalogs.Current.Version, next.Store.Latest).ShouldBe((1, 1));
    }

    /// <summary>One process over a store: a partition, and the catalogs over it.</summary>
    private sealed class Life : IDirectory
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

        private static byte[] Rows()
        {
            var reader = new Utf8JsonReader("""{"Paris":{"state":"snow"}}"""u8);
            reader.Read();
            var rows = new ArrayBufferWriter<byte>();
            DocWriter.TryWrite(ref reader, rows, out _).ShouldBeTrue();
            return rows.WrittenSpan.ToArray();
        }
    }
}
