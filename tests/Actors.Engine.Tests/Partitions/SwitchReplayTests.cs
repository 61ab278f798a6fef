using Actors.Conformance.Shops;
using Actors.Engine.Codec;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

/// <summary>What stands in the log of a switch, whole or half-way, is carried through by whoever takes the partition.</summary>
public sealed class SwitchReplayTests
{
    private const long SwitchedAtMs = 2_000_000;

    [Fact]
    public async Task Whoever_a_record_reached_switched_first_and_as_of_the_activation()
    {
        await OneAtATime.Begin();
        MemoryEventStore store = await Bought(["ann", "bob", "cid"]);
        long position = store.Input(0).Tail;
        await Log(store, RecordKind.Activate, default, ControlBody.OfActivation(2));
        await Log(store, RecordKind.Event, CustomerId.User("bob"), default);

        PartitionRig rig = await PartitionRig.Start(store);
        await rig.Actor.Activate(2);

        List<Migration> switched = await Switched(rig);
        switched.Select(m => m.Customer.ToString()).ShouldBe(["bob", "ann", "cid"], ignoreOrder: true);
        switched.ShouldAllBe(m => m.AtMs == SwitchedAtMs);
        switched[0].Customer.ShouldBe(CustomerId.User("bob"));
        switched[0].Position.ShouldBe(position + 2);
        switched.Skip(1).ShouldAllBe(m => m.Position > position + 2);
    }

    [Fact]
    public async Task An_activation_of_old_that_no_slice_follows_switched_everybody_at_once()
    {
        await OneAtATime.Begin();
        MemoryEventStore store = await Bought(["ann", "bob", "cid"]);
        await Log(store, RecordKind.Activate, default, ControlBody.Of(2));
        long position = store.Input(0).Tail;

        PartitionRig rig = await PartitionRig.Start(store);

        List<Migration> switched = await Switched(rig);
        switched.Select(m => m.Customer.ToString()).ShouldBe(["ann", "bob", "cid"], ignoreOrder: true);
        switched.ShouldAllBe(m => m.AtMs == SwitchedAtMs && m.Position == position);
    }

    [Fact]
    public async Task A_checkpoint_in_the_middle_knows_who_has_yet_to_switch()
    {
        await OneAtATime.Begin();
        string[] names = [.. Enumerable.Range(0, 60).Select(n => $"c{n}")];
        MemoryEventStore store = await Bought(names);
        await Log(store, RecordKind.Activate, default, ControlBody.OfActivation(2));
        PartitionRig half = await PartitionRig.Make(store, new() { SwitchCustomers = 2 });
        await half.Actor.Start();
        long activated = store.Input(0).Tail;
        // Write by write: a store that answers at once would see the whole switch in one turn.
        store.Faults.Hold();
        await WriteByWrite(store, () => store.Input(0).Tail > activated + 2);
        Task saving = half.Actor.SaveCheckpoint().AsTask();
        await WriteByWrite(store, () => saving.IsCompleted);
        MemoryEventStore left = store.Crash();
        ReadOnlyMemory<byte> saved = (await left.Documents.Get(Checkpoint.NameOf(0))).ShouldNotBeNull();
        var index = new CustomerIndex();
        Checkpoint.Decode(saved, 0, index, new DueHeap(index), new Activations()).Switched.ShouldNotBeNull().IsEmpty.ShouldBeFalse();

        PartitionRig rig = await PartitionRig.Start(left);
        await rig.Actor.Activate(2);
        List<PublishedMigration> feed = await Feed(rig);
        feed.ShouldBeWhole();
        SwitchedOf(feed).Select(m => m.Customer.ToString()).ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public async Task A_past_read_part_by_part_reaches_everybody_however_fast_the_store_answers()
    {
        await OneAtATime.Begin();
        string[] names = [.. Enumerable.Range(0, 9).Select(n => $"c{n}")];
        MemoryEventStore store = await Bought(names);
        await Log(store, RecordKind.Activate, default, ControlBody.OfActivation(2));
        // Whoever takes the partition holds a part by the time it goes on with the next slice, and need not wait for it.
        await Log(store, RecordKind.Switch, default, ControlBody.OfSlice(2, FirstOf(names)));

        PartitionRig rig = await PartitionRig.Start(store, new() { SwitchCustomers = 1, ActivationBytesMax = 1_000 });
        await rig.Actor.Activate(2);

        (await Switched(rig)).Select(m => m.Customer.ToString()).ShouldBe(names, ignoreOrder: true);
    }

    private static async Task WriteByWrite(MemoryEventStore store, Func<bool> until)
    {
        while (!until())
        {
            store.Faults.Release();
            store.Faults.Hold();
            await Task.Yield();
        }
    }

    /// <summary>Who comes first in the order of slices.</summary>
    private static CustomerId FirstOf(string[] names)
    {
        var index = new CustomerIndex();
        foreach (string name in names)
        {
            index[index.FindOrAdd(CustomerId.User(name))].LastPosition = 1;
        }
        return index.IdOf(index.After(default, 1)[0]);
    }

    /// <summary>A partition in which each has ordered, and a version that asks for orders.</summary>
    private static async Task<MemoryEventStore> Bought(string[] customers)
    {
        PartitionRig rig = await PartitionRig.Start();
        await rig.Append([.. customers.Select(customer => Calls.Order(customer, 900_000, 1, customer))]);
        var catalogs = new CatalogStore(rig.Store);
        await catalogs.Load();
        CompileResult next = Catalog.Compile(
            TwiceCatalog.Of(new TwiceRule("new", """count("Order Completed" in 999d) >= 1""", (_, _) => true)).Definition, catalogs.Get(1), 2);
        await catalogs.Save(next.Catalog!, 0);
        return rig.Store.Crash();
    }

    private static async Task Log(MemoryEventStore store, RecordKind kind, CustomerId customer, ReadOnlyMemory<byte> body)
    {
        ReadOnlyMemory<byte> name = kind == RecordKind.Event ? "Page Viewed"u8.ToArray() : default;
        var item = new IngestItem(kind, customer, SwitchedAtMs, IngestItem.NoTime, name, "m"u8.ToArray(), "web"u8.ToArray(), body, HasMessageId: false);
        long tail = store.Input(0).Tail;
        LogBlock block = InputBlock.Encode(tail + 1, [new PendingRecord(item, SwitchedAtMs, SwitchedAtMs, 0)], new Record[1]);
        (await store.Input(0).Append(tail, block)).Appended.ShouldBeTrue();
    }

    /// <summary>Who entered the segment by its definition, as published.</summary>
    private static async Task<List<Migration>> Switched(PartitionRig rig) => SwitchedOf(await Feed(rig));

    private static List<Migration> SwitchedOf(List<PublishedMigration> feed) =>
        [.. feed.Select(item => item.Migration).Where(m => m.CatalogVersion == 2 && m.Cause == CauseKind.Definition && m.To != Migration.None)];

    private static async Task<List<PublishedMigration>> Feed(PartitionRig rig)
    {
        var items = new List<PublishedMigration>();
        MigrationPage page;
        long after = 0;
        do
        {
            page = await rig.Actor.Migrations(after, 1_000);
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (page.More);
        return items;
    }
}
