namespace Actors.Segmentation.Tests.Deciding;

public class WindowTests
{
    /// <summary>Instants (UTC) at which the customer entered or left the segment.</summary>
    private static string[] Moves(string when, string zone, string until, params string[] orders)
    {
        Trial trial = new(when, zone);
        foreach (string order in orders) trial.Event("Order Completed", order);
        return [.. trial.Advance(until).Migrations.Select(m => Trial.Text(m.AtMs))];
    }

    [Fact]
    public void An_event_leaves_a_window_exactly_its_length_later() =>
        Moves("""count("Order Completed" in 30d) >= 1""", "UTC", "2026-06-01", "2026-01-10T12:00:00.123")
            .ShouldBe(["2026-01-10T12:00:00.123", "2026-02-09T12:00:00.123"]);

    [Fact]
    public void Only_the_crossing_of_the_threshold_moves() =>
        Moves("""count("Order Completed" in 10d) >= 2""", "UTC", "2026-06-01", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04")
            .ShouldBe(["2026-01-02T00:00:00", "2026-01-13T00:00:00"]);

    [Theory]
    [InlineData(500)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(4_000)]
    public void A_sum_of_very_many_numbers_falls_below_its_threshold_at_the_very_instant(int lost)
    {
        long start = Trial.At("2026-01-01");
        Trial trial = new($"sum(\"Scan\".n in 1d) >= {5_000 - lost}", "UTC");
        for (int i = 1; i <= 5_000; i++) trial.Event("Scan", Trial.Text(start + i * 1_000), """{"n":1}""");
        trial.Advance("2026-02-01").Migrations.Select(m => m.AtMs)
            .ShouldBe([start + (5_000 - lost) * 1_000, start + (lost + 1) * 1_000 + 86_400_000]);
    }

    [Fact]
    public void A_near_edge_brings_members_in_by_the_clock() =>
        Moves("""count("Order Completed" in 20d..10d) >= 1""", "UTC", "2026-06-01", "2026-01-01")
            .ShouldBe(["2026-01-11T00:00:00", "2026-01-21T00:00:00"]);

    [Fact]
    public void A_day_that_does_not_exist_becomes_the_first_instant_of_the_next_month() =>
        Moves("""count("Order Completed" in 1mo) >= 1""", "UTC", "2026-06-01", "2026-01-31T15:00:00")
            .ShouldBe(["2026-01-31T15:00:00", "2026-03-01T00:00:00"]);

    [Fact]
    public void Months_are_counted_in_the_time_zone_of_the_catalog() =>
        Moves("""count("Order Completed" in 1mo) >= 1""", "Europe/Paris", "2026-06-01", "2026-03-10T12:00:00")
            .ShouldBe(["2026-03-10T12:00:00", "2026-04-10T11:00:00"]);

    [Fact]
    public void A_skipped_local_time_moves_forward_by_the_gap() =>
        // 2026-02-28 02:30 in Paris; on 2026-03-28 nothing is skipped, on 2026-03-29 02:30 does not exist.
        Moves("""count("Order Completed" in 1mo) >= 1""", "Europe/Paris", "2026-06-01", "2026-02-28T01:30:00", "2026-03-01T01:30:00")
            .ShouldBe(["2026-02-28T01:30:00", "2026-04-01T00:30:00"]);

    [Fact]
    public void A_repeated_local_time_is_its_first_occurrence() =>
        // 02:30 on 2026-10-25 happens twice in Paris, first at 00:30 UTC.
        Moves("""count("Order Completed" in 1mo) >= 1""", "Europe/Paris", "2027-01-01", "2026-09-25T00:30:00")
            .ShouldBe(["2026-09-25T00:30:00", "2026-10-25T00:30:00"]);

    [Fact]
    public void Expiry_by_months_need_not_follow_the_order_of_events() =>
        // The two 02:xx of 25 October: the later instant has the earlier local time.
        Moves("""count("Order Completed" in 1mo) >= 2""", "Europe/Paris", "2027-01-01", "2026-10-25T00:50:00", "2026-10-25T01:10:00")
            .ShouldBe(["2026-10-25T01:10:00", "2026-11-25T01:10:00"]);

    [Theory]
    [InlineData("since 2026-03-29", "2026-03-28T22:59:59.999", false)]
    [InlineData("since 2026-03-29", "2026-03-28T23:00:00", true)]
    [InlineData("between 2026-03-28 and 2026-03-29", "2026-03-29T21:59:59.999", true)]
    [InlineData("between 2026-03-28 and 2026-03-29", "2026-03-29T22:00:00", false)]
    [InlineData("since 2026-03-29T10:00:00Z", "2026-03-29T10:00:00", true)]
    [InlineData("between 2026-03-29T10:00:00Z and 2026-03-29T11:00:00Z", "2026-03-29T11:00:00", true)]
    [InlineData("between 2026-03-29T10:00:00Z and 2026-03-29T11:00:00Z", "2026-03-29T11:00:00.001", false)]
    public void Absolute_windows_take_whole_local_days_and_both_ends(string window, string order, bool counts) =>
        new Trial($"""count("Order Completed" {window}) == 1""").Event("Order Completed", order).IsIn("s").ShouldBe(counts);

    [Fact]
    public void A_late_event_older_than_every_window_still_counts_for_ever()
    {
        Trial trial = new Trial("""count("Order Completed" in 30d) >= 1 or (count("Order Completed") >= 3 and sum("Order Completed".revenue) == 6)""")
            .Event("Order Completed", "2026-06-01", """{"revenue":1}""")
            .Event("Order Completed", "2025-01-01", """{"revenue":2}""", received: "2026-08-01");
        trial.IsIn("s").ShouldBeFalse();
        trial.Event("Order Completed", "2025-06-01", """{"revenue":3}""", received: "2026-08-02").IsIn("s").ShouldBeTrue();
    }

    [Fact]
    public void Retention_is_an_outer_window()
    {
        Trial trial = new Trial(Trial.Of("UTC", ("s", """count("Order Completed") >= 1""")) with
        {
            Retention = new Dictionary<string, string> { ["Order Completed"] = "1y", ["*"] = "30d" },
        });
        trial.Event("Order Completed", "2026-02-01").Advance("2028-01-01");
        trial.Migrations.Select(m => Trial.Text(m.AtMs)).ShouldBe(["2026-02-01T00:00:00", "2027-02-01T00:00:00"]);
    }

    [Fact]
    public void Memory_stays_flat_where_only_windows_are_looked_at()
    {
        Trial trial = new("""count("Order Completed" in 10d) >= 100 or sum("Order Completed".revenue in 10d) >= 1000000 or count("Order Completed") < 0""");
        long start = Trial.At("2020-01-01");
        for (int day = 0; day < 1000; day++)
        {
            if (day == 100) trial.Event("Order Completed", Trial.Text(start + day * 86_400_000L), """{"revenue":1.5}""");
            else trial.Event("Order Completed", Trial.Text(start + day * 86_400_000L), """{"revenue":2}""");
        }
        trial.Reader.UsedWords.ShouldBeLessThan(60);
        trial.Feature("""sum("Order Completed".revenue in 10d)""", "2022-09-26").ShouldBe("20");
    }
}
