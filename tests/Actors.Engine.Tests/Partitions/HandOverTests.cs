using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.EventLog.Memory;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

/// <summary>A partition goes from one owner to the next, with and without a word.</summary>
public sealed class HandOverTests
{
    private static readonly CustomerId Ann = CustomerId.User("ann");

    private static IngestItem Message(string id) => Calls.Order("ann", 900_000, 1, id);

    private static readonly string[] ReadNames = ["read", "timeline", "history", "members"];

    public static TheoryData<string> Reads => [.. ReadNames];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task An_owner_that_does_not_know_yet_that_it_is_none_answers_nothing_of_the_past(string read)
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        await before.Append(Message("m1"));
        await Ask(before, read);
        PartitionRig next = await PartitionRig.Start(before.Store);
        await next.Append(Message("m2"));

        await Should.ThrowAsync<PartitionUnavailableException>(Ask(before, read));
        (await before.Actor.Status()).Fault.ShouldNotBeNull();
        await Ask(next, read);
    }

    [Fact]
    public async Task An_idle_owner_finds_out_by_itself()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        await PartitionRig.Start(before.Store);
        for (int second = 0; second < 5; second++)
        {
            await before.Actor.Tick(before.NowMs, recent: true);
        }
        (await before.Actor.Status()).Fault!.ShouldContain("another owner");
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task A_read_while_an_append_is_under_way_takes_it_for_nobody_elses(FaultMoment fails)
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await rig.Append(Message("m1"));
        rig.Store.Faults.Hold();
        rig.Store.Faults.FailNextAppend(fails);
        Task<Ack> append = rig.Append(Message("m2"));
        Task[] reads = [Ask(rig, "read"), Ask(rig, "timeline"), Ask(rig, "history")];
        rig.Store.Faults.Release();
        await Task.WhenAll(reads);
        if (fails == FaultMoment.Before)
        {
            await Should.ThrowAsync<PartitionUnavailableException>(append);
        }
        else
        {
            (await append).Accepted.ShouldBe(1);
        }
        (await rig.Actor.Status()).Fault.ShouldBeNull();
        (await rig.Append(Message("m3"))).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_hand_over_the_next_owner_has_nothing_to_replay()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        Task<Ack>[] appends = [.. Enumerable.Range(1, 20).Select(n => before.Append(Message($"m{n}")))];
        await before.Actor.Release();

        await Task.WhenAll(appends);
        var next = await PartitionRig.Start(before.Store);
        next.Called.ShouldBe(0);
        next.NowMs = before.NowMs;
        CustomerView ann = await next.Actor.Read(Ann, new CustomerQuery(next.NowMs, 0));
        ann.SpendMillionths.ShouldBe(20_000_000);
        (await next.Append(Message("m7"))).Duplicates.ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_handed_over_takes_and_answers_nothing_more()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        await before.Append(Message("m1"));
        await before.Actor.Release();
        await Should.ThrowAsync<PartitionUnavailableException>(async () => await before.Append(Message("m2")));
        foreach (string read in ReadNames)
        {
            await Should.ThrowAsync<PartitionUnavailableException>(Ask(before, read));
        }
        before.Taken.ShouldBe(0);
    }

    [Fact]
    public async Task An_owner_that_was_overtaken_hands_nothing_over()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        await before.Append(Message("m1"));
        PartitionRig next = await PartitionRig.Start(before.Store);
        await next.Append(Message("m2"));
        await next.Actor.SaveCheckpoint();
        await before.Actor.Release();
        PartitionRig last = await PartitionRig.Start(before.Store);
        (await last.MessagesOf("ann")).ShouldBe(["m2", "m1"]);
    }

    [Fact]
    public async Task Whoever_watches_hears_when_more_is_published()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        PublishedTail known = await rig.Actor.Published(PublishedTail.Unknown);
        known.Catalog.ShouldBe(1);
        Task<PublishedTail> heard = rig.Actor.Published(known).AsTask();
        heard.IsCompleted.ShouldBeFalse();
        await rig.Append(Message("m1"));
        (await heard).Outbox.ShouldBeGreaterThan(known.Outbox);
    }

    private static async Task Ask(PartitionRig rig, string read)
    {
        switch (read)
        {
            case "read":
                await rig.Actor.Read(Ann, new CustomerQuery(rig.NowMs, 0));
                break;
            case "timeline":
                await rig.Actor.Timeline(Ann, long.MaxValue, 10);
                break;
            case "history":
                await rig.Actor.History(Ann, long.MaxValue, 10);
                break;
            default:
                await rig.Actor.Members(new MemberQuery(new Whereabouts([], []), default, 10, rig.NowMs));
                break;
        }
    }
}
