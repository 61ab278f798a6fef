using Actors.Conformance.Shops;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;
using Actors.EventLog.Memory;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

/// <summary>A new owner, and the one before that does not know it yet.</summary>
public sealed class OwnershipTests
{
    private static IngestItem Message(string id) => Calls.Order("ann", 900_000, 1, id);

    [Fact]
    public async Task The_owner_before_can_append_no_more_and_says_so()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        await before.Append(Message("m1"));
        PartitionRig next = await PartitionRig.Start(before.Store);

        await Should.ThrowAsync<PartitionUnavailableException>(before.Append(Message("m2")));
        (await before.Actor.Status()).Fault.ShouldNotBeNull();
        await Should.ThrowAsync<PartitionUnavailableException>(async () => await before.Actor.Read(CustomerId.User("ann"), default));

        await next.Append(Message("m2"));
        (await next.MessagesOf("ann")).ShouldBe(["m2", "m1"]);
        before.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task A_block_of_another_owner_at_the_same_place_is_not_taken_for_ones_own()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        await PartitionRig.Start(before.Store);
        // The new owner's record stands where this one would have, and ends at the same position.
        before.Store.Faults.FailNextAppend(FaultMoment.Before);
        await Should.ThrowAsync<PartitionUnavailableException>(before.Append(Message("m1")));
        await Should.ThrowAsync<PartitionUnavailableException>(before.MessagesOf("ann"));
    }

    [Fact]
    public async Task An_owner_that_decided_but_could_not_publish_leaves_it_to_the_next()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        MemoryEventStore store = before.Store;
        // The input is durable; the outbox is not written any more.
        store.Faults.Hold();
        Task<Ack> acknowledged = before.Append(Message("m1"));
        store.Faults.Release();
        store.Faults.Hold();
        await acknowledged;
        Task<PartitionRig> starting = PartitionRig.Start(store);
        store.Faults.Release();
        PartitionRig next = await starting;

        MigrationPage page = await next.Actor.Timeline(CustomerId.User("ann"), long.MaxValue, 100);
        page.Items.Select(m => m.Migration.Sequence).OrderBy(s => s).ShouldBe([1, 2, 3]);
        (await next.Actor.Migrations(0, 100)).Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Epochs_grow_with_every_owner()
    {
        await OneAtATime.Begin();
        PartitionRig first = await PartitionRig.Start();
        long tail = first.Store.Input(0).Tail;
        var context = new EpochProbe(first);
        (await context.Take()).ShouldBe(tail + 1);
        (await context.Take()).ShouldBe(tail + 2);
    }

    [Fact]
    public async Task An_answer_that_is_lost_while_taking_over_is_settled()
    {
        await OneAtATime.Begin();
        PartitionRig first = await PartitionRig.Start();
        first.Store.Faults.FailNextAppend(FaultMoment.After);
        first.Store.Faults.FailNextAppend(FaultMoment.After);
        PartitionRig next = await PartitionRig.Start(first.Store);
        (await next.Append(Message("m1"))).Accepted.ShouldBe(1);
    }

    private sealed class EpochProbe(PartitionRig rig)
    {
        public async Task<long> Take() => (await Ownership.Take(rig.Context)).Epoch;
    }
}
