using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.EventLog.Memory;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

/// <summary>The append loop, where the disk does what disks do.</summary>
public sealed class AppendTests
{
    private const long At = 900_000;

    private static IngestItem Message(string id, string customer = "ann") => Calls.Order(customer, At, 1, id);

    [Fact]
    public async Task A_block_that_was_not_written_never_happened_and_may_be_sent_again()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        rig.Store.Faults.FailNextAppend(FaultMoment.Before);
        await Should.ThrowAsync<PartitionUnavailableException>(rig.Append(Message("m1")));
        (await rig.MessagesOf("ann")).ShouldBeEmpty();

        (await rig.Append(Message("m1"))).ShouldBe(new Ack(1, 0, rig.Store.Input(0).Tail));
        (await rig.MessagesOf("ann")).ShouldBe(["m1"]);
        rig.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task A_block_that_was_written_though_the_disk_says_otherwise_is_acknowledged()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        rig.Store.Faults.FailNextAppend(FaultMoment.After);
        (await rig.Append(Message("m1"))).Accepted.ShouldBe(1);
        (await rig.Append(Message("m1"))).Duplicates.ShouldBe(1);
        (await rig.MessagesOf("ann")).ShouldBe(["m1"]);
    }

    [Fact]
    public async Task A_full_disk_refuses_until_there_is_room_again()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        rig.Store.Faults.DiskFull = true;
        await Should.ThrowAsync<PartitionUnavailableException>(rig.Append(Message("m1")));
        await Should.ThrowAsync<PartitionUnavailableException>(rig.Append(Message("m2")));
        rig.Store.Faults.DiskFull = false;
        await rig.Append(Message("m2"));
        (await rig.MessagesOf("ann")).ShouldBe(["m2"]);
        rig.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task A_repetition_of_what_is_under_way_is_acknowledged_with_it_and_not_before()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        rig.Store.Faults.Hold();
        Task<Ack> original = rig.Append(Message("m1"));
        Task<Ack> again = rig.Append(Message("m1"));
        (original.IsCompleted, again.IsCompleted).ShouldBe((false, false));
        rig.Store.Faults.Release();
        (await original).Accepted.ShouldBe(1);
        (await again).Duplicates.ShouldBe(1);
        (await rig.MessagesOf("ann")).ShouldBe(["m1"]);
    }

    [Fact]
    public async Task Where_the_original_fails_its_repetition_fails_too()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        rig.Store.Faults.Hold();
        Task<Ack> original = rig.Append(Message("m1"));
        Task<Ack> again = rig.Append(Message("m1"));
        rig.Store.Faults.FailNextAppend(FaultMoment.Before);
        rig.Store.Faults.Release();
        await Should.ThrowAsync<PartitionUnavailableException>(original);
        await Should.ThrowAsync<PartitionUnavailableException>(again);
        (await rig.Append(Message("m1"))).Accepted.ShouldBe(1);
        rig.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task The_history_leads_around_blocks_that_were_withdrawn()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start(options: new() { BlockRecordsMax = 2 });
        await rig.Append(Message("m1"));
        rig.Store.Faults.Hold();
        Task<Ack> lost = rig.Append(Message("m2"));
        Task<Ack> behind = rig.Append(Message("m3"), Message("b1", "bob"), Message("m4"), Message("m5"));
        (await rig.MessagesOf("ann")).ShouldBe(["m1"]);
        rig.Store.Faults.FailNextAppend(FaultMoment.Before);
        rig.Store.Faults.Release();
        await Should.ThrowAsync<PartitionUnavailableException>(lost);
        await Should.ThrowAsync<PartitionUnavailableException>(behind);

        await rig.Append(Message("m6"), Message("b2", "bob"));
        await rig.Append(Message("m7"));
        (await rig.MessagesOf("ann")).ShouldBe(["m7", "m6", "m1"]);
        (await rig.MessagesOf("bob")).ShouldBe(["b2"]);
        rig.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task What_waits_becomes_one_block()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        rig.Store.Faults.Hold();
        Task<Ack>[] all = [.. Enumerable.Range(0, 50).Select(n => rig.Append(Message($"m{n}")))];
        rig.Store.Faults.Release();
        await Task.WhenAll(all);
        long tail = rig.Store.Input(0).Tail;
        (await rig.Store.Input(0).ReadAt(tail))!.Value.First.ShouldBe(tail - 48);
    }

    [Fact]
    public async Task Stamps_never_fall_whatever_the_wall_clock_does()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        foreach (long now in new long[] { 2_000_000, 1_500_000, 1_999_999, 2_000_001 })
        {
            rig.NowMs = now;
            await rig.Append(Message($"m{now}"));
        }
        IReadOnlyList<StoredRecord> records = await rig.Actor.History(CustomerId.User("ann"), long.MaxValue, 10);
        records.Select(r => r.Record.ReceivedAtMs).Reverse().ShouldBe([2_000_000L, 2_000_000L, 2_000_000L, 2_000_001L]);
    }

    [Theory]
    [InlineData(900_000, null, 900_000)]
    [InlineData(900_000, 950_000L, 950_000)]
    [InlineData(5_000_000, null, 1_000_000)]
    [InlineData(5_000_000, 5_000_100L, 999_900)]
    [InlineData(5_000_000, 4_000_000L, 1_000_000)]
    public async Task A_clients_wrong_clock_is_corrected_by_when_it_sent(long timestamp, long? sentAt, long expected)
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await rig.Append(Message("m1") with { TimestampMs = timestamp, SentAtMs = sentAt ?? IngestItem.NoTime });
        (await rig.Actor.History(CustomerId.User("ann"), long.MaxValue, 1))[0].Record.TimestampMs.ShouldBe(expected);
    }
}
