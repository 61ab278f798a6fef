using Actors.Conformance.Shops;
using Actors.Engine.Partitions;
using Actors.Engine.Seam;

namespace Actors.Engine.Tests.Partitions;

/// <summary>Reports to segments that take their time to answer.</summary>
public sealed class ReportingTests
{
    [Fact]
    public async Task A_segment_is_told_one_thing_at_a_time_and_the_latest_in_the_end()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await rig.Actor.Tick(rig.NowMs, recent: true);
        var slow = new Slow();
        rig.FarSegments = slow;
        await Tell(rig, "ann");
        int told = slow.Told.Count;
        told.ShouldBeGreaterThan(0);
        await Tell(rig, "bob");
        slow.Told.Count.ShouldBe(told, "none of them has answered");

        await slow.Answer();
        await rig.Actor.Tick(rig.NowMs, recent: false);
        slow.Told.Count.ShouldBe(2 * told);
        slow.Told.Max(partial => partial.Members).ShouldBe(2);
    }

    [Fact]
    public async Task Changes_are_told_at_every_so_many_ticks()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start(options: new PartitionOptions { ReportTicks = 3 });
        await rig.Actor.Tick(rig.NowMs, recent: true);
        var slow = new Slow();
        rig.FarSegments = slow;
        await Tell(rig, "ann");
        await rig.Actor.Tick(rig.NowMs, recent: false);
        slow.Told.ShouldBeEmpty();
        await rig.Actor.Tick(rig.NowMs, recent: false);
        slow.Told.ShouldNotBeEmpty();
    }

    private static async Task Tell(PartitionRig rig, string customer)
    {
        await rig.Append(Calls.Order(customer, rig.NowMs, 1, customer));
        await rig.Actor.Read(Segmentation.Records.CustomerId.User(customer), new CustomerQuery(rig.NowMs, 1));
        await rig.Actor.Tick(rig.NowMs, recent: false);
    }

    private sealed class Slow : ISegment
    {
        private TaskCompletionSource _answer = new();

        public List<Partial> Told { get; } = [];

        public ValueTask Report(Partial absolute)
        {
            Told.Add(absolute);
            return new(_answer.Task);
        }

        public ValueTask<SegmentView> Read() => throw new NotSupportedException();

        public async Task Answer()
        {
            _answer.SetResult();
            _answer = new();
            await Task.Yield();
        }
    }
}
