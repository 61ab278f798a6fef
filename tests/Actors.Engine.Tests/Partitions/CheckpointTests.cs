using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.EventLog.Memory;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

public sealed class CheckpointTests
{
    private static IngestItem Message(string id) => Calls.Order("ann", 900_000, 1, id);

    [Fact]
    public async Task A_checkpoint_names_no_block_that_is_only_on_its_way()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await rig.Append(Message("m1"));
        MemoryEventStore store = rig.Store;
        store.Faults.Hold();
        _ = rig.Append(Message("m2"));
        Task saving = rig.Actor.SaveCheckpoint().AsTask();
        // The block fails, the checkpoint is saved.
        store.Faults.FailNextAppend(FaultMoment.Before);
        store.Faults.Release();
        await saving;

        PartitionRig next = await PartitionRig.Start(store.Crash());
        (await next.MessagesOf("ann")).ShouldBe(["m1"]);
        await next.Append(Message("m3"));
        (await next.MessagesOf("ann")).ShouldBe(["m3", "m1"]);
    }

    [Fact]
    public async Task A_state_whose_save_was_lost_is_made_good_from_the_log()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await rig.Append(Message("m1"));
        await rig.Actor.SaveCheckpoint();
        await rig.Store.States.Delete(0, ["u:ann"u8.ToArray()]);

        PartitionRig next = await PartitionRig.Start(rig.Store.Crash());
        (await Read(next)).ShouldBe((1_000_000, 3));
        await next.Append(Message("m2"));
        (await Read(next)).SpendMillionths.ShouldBe(2_000_000);
    }

    [Fact]
    public async Task Many_short_lives_do_not_add_up_to_a_long_recovery()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start(options: new() { CheckpointRecords = 20 });
        for (int life = 0; life < 10; life++)
        {
            for (int n = 0; n < 8; n++)
            {
                await rig.Append(Message($"{life}/{n}"));
            }
            await rig.Actor.Tick(rig.NowMs, recent: false);
            rig = await PartitionRig.Start(rig.Store.Crash(), new() { CheckpointRecords = 20 });
        }
        // Each life is too short for a checkpoint; several together are not.
        await rig.Actor.Tick(rig.NowMs, recent: false);
        for (int turns = 0; turns < 1_000 && await rig.Store.Documents.Get("checkpoint/0") is null; turns++)
        {
            await Task.Yield();
        }
        (await rig.Store.Documents.Get("checkpoint/0")).ShouldNotBeNull();
        (await Read(rig)).SpendMillionths.ShouldBe(80_000_000);
    }

    [Fact]
    public async Task A_timeline_read_while_the_next_block_is_being_written_is_whole()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await rig.Append(Message("m1"));
        rig.Store.Faults.Hold();
        Task<Ack> second = rig.Append(Calls.Order("ann", 900_001, 500, "m2"));
        rig.Store.Faults.Release();
        rig.Store.Faults.Hold();
        await second;
        MigrationPage page = await rig.Actor.Timeline(CustomerId.User("ann"), long.MaxValue, 100);
        page.Items.Select(item => item.Migration.Sequence).ShouldBe(Enumerable.Range(1, page.Items.Count).Reverse().Select(n => (long)n));
        rig.Store.Faults.Release();
    }

    private static async Task<(Int128 SpendMillionths, long Sequence)> Read(PartitionRig rig)
    {
        CustomerView view = await rig.Actor.Read(CustomerId.User("ann"), new CustomerQuery(rig.NowMs, 0));
        return (view.SpendMillionths, view.Sequence);
    }
}
