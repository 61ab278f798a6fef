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
        MemoryEventStore store = await Bought([.. Enumerable.Range(0, 9).Select(n => $"c{n}")]);
        await Log(store, RecordKind.Activate, default, ControlBody.OfActivation(2));
        PartitionRig half = await PartitionRig.Make(store, new() { SwitchCustomers = 2 });
        int slices = 0;
        half.Published = () =>
        {
            if (++slices == 2)
            {
                store.Faults.Hold();
            }
        };
        await half.Actor.Start();
        Task saving = half.Actor.SaveCheckpoint().AsTask();
        while (!saving.IsCompleted)
        {
            store.Faults.Release();
            store.Faults.Hold();
            await Task.Yield();
        }
        MemoryEventStore left = store.Crash();
        ReadOnlyMemory<byte> saved = (await left.Documents.Get(Checkpoint.NameOf(0))).ShouldNotBeNull();
        var index = new CustomerIndex();
        Checkpoint.Decode(saved, 0, index, new DueHeap(index), new Activations()).Switched.ShouldNotBeNull().IsEmpty.ShouldBeFalse();

        PartitionRig rig = await PartitionRig.Start(left);
        await rig.Actor.Activate(2);
        (await Switched(rig)).Select(m => m.Customer.ToString()).ShouldBe(Enumerable.Range(0, 9).Select(n => $"c{n}"), ignoreOrder: true);
        MigrationPage feed = await rig.Actor.Migrations(0, 1_000);
        feed.Items.ShouldBeWhole();
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
    private static async Task<List<Migration>> Switched(PartitionRig rig)
    {
        MigrationPage feed = await rig.Actor.Migrations(0, 1_000);
        return [.. feed.Items.Select(item => item.Migration).Where(m => m.CatalogVersion == 2 && m.Cause == CauseKind.Definition && m.To != Migration.None)];
    }
}
