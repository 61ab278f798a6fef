using Actors.Api.Live;

namespace Actors.Api.Tests.Live;

public sealed class TopicFramesTests
{
    private static TopicState State(long members = 10, long flow = 0, int version = 1) => new(
        version, 0, [new SegmentTotals(members, 0, 0), new SegmentTotals(5, 0, 0)],
        flow == 0 ? new Dictionary<(int From, int To), long>() : new Dictionary<(int From, int To), long> { [(0, 1)] = flow },
        new long[LiveStats.Count]);

    [Fact]
    public void The_first_frame_holds_everything()
    {
        TopicFrame frame = new TopicFrames().Next(State(flow: 3), 0)!;
        frame.Seq.ShouldBe(1);
        frame.Segments.ShouldBe([0, 10, 0, 0, 1, 5, 0, 0]);
        frame.Flows.ShouldBe([0, 1, 3]);
    }

    [Fact]
    public void Later_frames_hold_what_changed_as_absolute_totals()
    {
        var frames = new TopicFrames();
        frames.Next(State(flow: 3), 0);
        TopicFrame frame = frames.Next(State(members: 9, flow: 4), 100)!;
        frame.Segments.ShouldBe([0, 9, 0, 0]);
        frame.Flows.ShouldBe([0, 1, 4]);
    }

    [Fact]
    public void Nothing_is_sent_while_nothing_changes_except_a_sign_of_life_each_second()
    {
        var frames = new TopicFrames();
        frames.Next(State(), 0);
        frames.Next(State(), 900).ShouldBeNull();
        TopicFrame alive = frames.Next(State(), 1_000)!;
        alive.Seq.ShouldBe(2);
        alive.Segments.ShouldBeEmpty();
    }

    [Fact]
    public void Every_ten_seconds_a_frame_holds_everything_again()
    {
        var frames = new TopicFrames();
        frames.Next(State(), 0);
        frames.Next(State(), 9_000)!.Segments.ShouldBeEmpty();
        frames.Next(State(), 10_000)!.Segments.Length.ShouldBe(8);
    }

    [Fact]
    public void A_new_dictionary_starts_with_everything()
    {
        var frames = new TopicFrames();
        frames.Next(State(), 0);
        frames.Next(State(version: 2), 100)!.Segments.Length.ShouldBe(8);
    }

    [Fact]
    public void Pairs_that_do_not_fit_a_frame_come_in_the_next()
    {
        var frames = new TopicFrames();
        SegmentTotals[] none = [];
        Dictionary<(int From, int To), long> Flows(long total) => Enumerable.Range(1, 100).ToDictionary(to => (0, to), to => total * to);
        frames.Next(new TopicState(1, 0, none, Flows(1), []), 0);
        var after = new TopicState(1, 0, none, Flows(2), []);
        long[] first = frames.Next(after, 100)!.Flows;
        first.Length.ShouldBe(3 * LiveLimits.FlowsPerFrameMax);
        first[1].ShouldBe(100, "the pair that moved most comes first");
        frames.Next(after, 200)!.Flows.Length.ShouldBe(3 * (100 - LiveLimits.FlowsPerFrameMax));
        frames.Next(after, 300).ShouldBeNull();
    }
}
