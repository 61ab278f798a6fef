using Actors.Api.Live;
using Actors.Engine.Services;

namespace Actors.Api.Tests.Live;

public sealed class RecentLatencyTests
{
    private static LatencySummary Reading(params long[] counts) => new(0, 0, 0, [10, 20], counts, 0);

    [Fact]
    public void Nothing_measured_is_zero()
    {
        var recent = new RecentLatency();
        recent.Quantile(0.95).ShouldBe(0);
        recent.Take(Reading(0, 0, 0));
        recent.Quantile(0.95).ShouldBe(0);
    }

    [Fact]
    public void Only_the_last_minute_counts()
    {
        var recent = new RecentLatency();
        recent.Take(Reading(0, 1_000, 0));
        for (int second = 0; second < 61; second++)
        {
            recent.Take(Reading(100, 1_000, 0));
        }
        recent.Quantile(0.5).ShouldBe(0, "nothing came in the last minute");
        recent.Take(Reading(200, 1_000, 0));
        recent.Quantile(0.5).ShouldBe(5);
    }

    [Fact]
    public void The_open_bucket_answers_its_lower_bound()
    {
        var recent = new RecentLatency();
        recent.Take(Reading(0, 0, 7));
        recent.Quantile(0.99).ShouldBe(20);
    }
}
