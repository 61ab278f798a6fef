using Actors.Server.Replay;

namespace Actors.Server.Tests.Replay;

public class PaceTests
{
    private readonly HandClock _clock = new();

    [Fact]
    public void At_full_speed_everything_is_due() =>
        new Pace(double.PositiveInfinity, 0, _clock).IsDue(long.MaxValue).ShouldBeTrue();

    [Fact]
    public void History_is_due_at_once_and_the_rest_as_time_passes()
    {
        var pace = new Pace(1_000, 500_000, _clock);
        pace.IsDue(499_999).ShouldBeTrue();
        pace.IsDue(500_000).ShouldBeTrue();
        pace.IsDue(510_000).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        pace.IsDue(510_000).ShouldBeTrue();
        pace.IsDue(510_001).ShouldBeFalse();
    }

    [Fact]
    public void A_machine_that_falls_behind_is_not_made_to_catch_up_in_a_flood()
    {
        var pace = new Pace(1_000, 0, _clock);
        pace.IsDue(0).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(60));
        pace.Sent(1_000);
        pace.IsDue(2_000).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        pace.IsDue(2_000).ShouldBeTrue();
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
