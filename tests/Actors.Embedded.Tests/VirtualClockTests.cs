using Actors.Embedded.Time;

namespace Actors.Embedded.Tests;

public sealed class VirtualClockTests
{
    private readonly VirtualClock _clock = new();

    [Fact]
    public void It_stands_where_it_was_moved_to()
    {
        _clock.NowMs.ShouldBe(0);
        _clock.MoveTo(5_000).ShouldBe(5_000);
        _clock.NowMs.ShouldBe(5_000);
    }

    [Theory]
    [InlineData(4_999)]
    [InlineData(5_000)]
    [InlineData(long.MinValue)]
    public void It_never_falls_and_says_where_it_stands(long earlier)
    {
        _clock.MoveTo(5_000);
        _clock.MoveTo(earlier).ShouldBe(5_000);
        _clock.NowMs.ShouldBe(5_000);
    }

    [Fact]
    public async Task Of_many_who_move_it_at_once_the_latest_instant_wins_and_nobody_sees_it_fall()
    {
        long[] latest = await Task.WhenAll(Enumerable.Range(0, 4).Select(mover => Task.Run(() =>
        {
            var dice = new Random(mover);
            long seen = 0;
            long furthest = 0;
            for (int n = 0; n < 20_000; n++)
            {
                // Near to where it stands, so that all move it all the time.
                long to = _clock.NowMs + dice.Next(-50, 100);
                furthest = Math.Max(furthest, to);
                long stands = _clock.MoveTo(to);
                stands.ShouldBeGreaterThanOrEqualTo(Math.Max(to, seen));
                seen = _clock.NowMs;
                seen.ShouldBeGreaterThanOrEqualTo(stands);
            }
            return furthest;
        })));
        _clock.NowMs.ShouldBe(latest.Max());
    }

    [Fact]
    public void Nothing_can_hold_it()
    {
        _clock.IsVirtual.ShouldBeTrue();
        _clock.MoveTo(long.MaxValue / 2);
        _clock.Held.ShouldBeNull();
        _clock.Confirm();
        _clock.NowMs.ShouldBe(long.MaxValue / 2);
    }
}
