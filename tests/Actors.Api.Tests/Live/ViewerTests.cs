using Actors.Api.Live;
using Microsoft.AspNetCore.SignalR;

namespace Actors.Api.Tests.Live;

public sealed class ViewerTests
{
    private readonly List<SerializedHubMessage> _sent = [];
    private readonly Queue<TaskCompletionSource> _pending = new();
    private readonly TopicFrames _frames = new();
    private long _members = 10;

    private Viewer Watching() => new("c", "map:x", "e", 10, message =>
    {
        _sent.Add(message.Message);
        var taken = new TaskCompletionSource();
        _pending.Enqueue(taken);
        return taken.Task;
    });

    private TopicFrame Frame() =>
        _frames.Next(new TopicState(1, 0, [new SegmentTotals(_members++, 0, 0)], new Dictionary<(int From, int To), long>(), []), 0)!;

    [Fact]
    public void Only_one_frame_is_on_its_way_and_the_newest_waits()
    {
        Viewer viewer = Watching();
        TopicFrame first = Frame(), second = Frame(), third = Frame();
        viewer.Offer(first, 0);
        viewer.Offer(second, 0);
        viewer.Offer(third, 0);
        _sent.ShouldBe([first.Delta("map:x", "e")]);
        _pending.Dequeue().SetResult();
        _sent.Count.ShouldBe(2);
        viewer.Conflated.ShouldBe(1);
    }

    [Fact]
    public void After_a_replaced_frame_the_next_one_holds_everything()
    {
        Viewer viewer = Watching();
        viewer.Offer(Frame(), 0);
        viewer.Offer(Frame(), 0);
        TopicFrame newest = Frame();
        viewer.Offer(newest, 0);
        _pending.Dequeue().SetResult();
        _sent[^1].ShouldBeSameAs(newest.Full("map:x", "e"));
    }

    [Fact]
    public void A_frame_that_waited_without_replacing_another_holds_only_changes()
    {
        Viewer viewer = Watching();
        viewer.Offer(Frame(), 0);
        TopicFrame waiting = Frame();
        viewer.Offer(waiting, 0);
        _pending.Dequeue().SetResult();
        _sent[^1].ShouldBeSameAs(waiting.Delta("map:x", "e"));
    }

    [Fact]
    public void A_viewer_that_acknowledges_keeps_its_rate()
    {
        Viewer viewer = Watching();
        for (int second = 0; second < 30; second++)
        {
            TopicFrame frame = Frame();
            viewer.Offer(frame, second * 1_000);
            viewer.Judge(second * 1_000 + 900).ShouldBe(ViewerVerdict.Fine);
            foreach (TaskCompletionSource taken in _pending)
            {
                taken.TrySetResult();
            }
            viewer.Acknowledge(frame.Seq, second * 1_000 + 950);
        }
    }

    [Fact]
    public void A_viewer_that_does_not_steps_down_and_is_dropped_after_fifteen_seconds()
    {
        Viewer viewer = Watching();
        var rates = new List<int>();
        for (long now = 0; now <= 16_000; now += 1_000)
        {
            viewer.Offer(Frame(), now);
            ViewerVerdict verdict = viewer.Judge(now);
            if (verdict == ViewerVerdict.StepDown)
            {
                viewer.MoveTo(LiveLimits.Slower(viewer.Hz), 0);
                rates.Add(viewer.Hz);
            }
            else if (verdict == ViewerVerdict.Drop)
            {
                now.ShouldBe(16_000);
                rates.ShouldBe([5, 2, 1]);
                return;
            }
        }
        throw new InvalidOperationException("never dropped");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(10, 10)]
    [InlineData(99, 10)]
    public void A_wished_rate_is_served_at_the_next_lower_one(int wished, int served) => LiveLimits.Served(wished).ShouldBe(served);
}
