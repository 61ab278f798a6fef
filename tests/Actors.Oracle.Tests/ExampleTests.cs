using Actors.Oracle.Numbers;
using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Actors.Oracle.Tests.Running;
using Actors.Oracle.Time;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using NodaTime.Text;
using Shouldly;
using Xunit;
using Case = Actors.Oracle.Tests.Cases.Case;

namespace Actors.Oracle.Tests;

/// <summary>Sentences of the specification, worked out by hand: the oracle must agree with people before it judges anything.</summary>
public sealed class ExampleTests
{
    private const string Order = "Order Completed";

    [Theory]
    [InlineData("UTC", "2025-01-31T10:00:00Z", "1mo", "2025-03-01T00:00:00Z")]
    [InlineData("UTC", "2024-01-31T10:00:00Z", "1mo", "2024-03-01T00:00:00Z")]
    [InlineData("UTC", "2024-02-29T10:00:00Z", "1y", "2025-03-01T00:00:00Z")]
    [InlineData("UTC", "2025-01-28T10:00:00Z", "1mo", "2025-02-28T10:00:00Z")]
    [InlineData("Europe/Paris", "2025-02-28T01:30:00Z", "1mo", "2025-03-28T01:30:00Z")]
    [InlineData("Europe/Paris", "2025-02-28T10:00:00Z", "6mo", "2025-08-28T09:00:00Z")]
    [InlineData("Europe/Paris", "2025-01-30T01:30:00Z", "2mo", "2025-03-30T01:30:00Z")]
    [InlineData("Europe/Paris", "2025-08-26T00:30:00Z", "2mo", "2025-10-26T00:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2025-09-04T15:45:00Z", "1mo", "2025-10-04T15:45:00Z")]
    [InlineData("Europe/Paris", "2025-03-29T12:00:00Z", "1d", "2025-03-30T12:00:00Z")]
    public void Durations_are_added_by_the_calendar_of_the_zone(string zone, string from, string duration, string sum) =>
        new ZonedCalendar(zone).Plus(Ms(from), Setting.Read(duration)).ShouldBe(Ms(sum));

    [Theory]
    [InlineData("1.0000005", "1")]
    [InlineData("1.0000015", "1.000002")]
    [InlineData("-1.0000005", "-1")]
    [InlineData("-0", "0")]
    [InlineData("1e2", "100")]
    [InlineData("25E-1", "2.5")]
    public void Numbers_are_rounded_half_even_to_six_decimals(string text, string read) =>
        JsonNumber.Read(text)!.Value.SameAs(JsonNumber.Read(read)!.Value).ShouldBeTrue();

    [Theory]
    [InlineData(" 5")]
    [InlineData("+5")]
    [InlineData("05")]
    [InlineData("1.")]
    [InlineData("")]
    [InlineData("1e25")]
    public void What_JSON_does_not_call_a_number_is_none(string text) => JsonNumber.Read(text).ShouldBeNull();

    [Fact]
    public void Bought_in_the_last_30_days_ends_exactly_30_days_after_the_purchase() =>
        Life("count(\"Order Completed\" in 30d) >= 1", Bought("2025-01-01T10:00:00.123Z"))
            .ShouldBe(["in 2025-01-01T10:00:00.123Z Event", "out 2025-01-31T10:00:00.123Z Clock"]);

    [Fact]
    public void More_than_a_duration_ago_begins_a_millisecond_after_it() =>
        Life("since(last(\"Order Completed\")) > 1d", Bought("2025-01-01T10:00:00.000Z"))
            .ShouldBe(["in 2025-01-02T10:00:00.001Z Clock"]);

    [Fact]
    public void Between_two_dates_means_whole_local_days() =>
        Life(
            "count(\"Order Completed\" between 2025-03-30 and 2025-03-30) == 1",
            Bought("2025-03-29T22:59:59.999Z"), Bought("2025-03-30T21:59:59.999Z"), Bought("2025-03-30T22:00:00.000Z"))
            .ShouldBe(["in 2025-03-30T21:59:59.999Z Event"]);

    [Fact]
    public void Born_on_29_February_ages_on_1_March_in_common_years() =>
        Life("age(trait.birth_date) >= 25", Told("2025-02-01T00:00:00.000Z", "{\"birth_date\":\"2000-02-29\"}"))
            .ShouldBe(["in 2025-02-28T23:00:00.000Z Clock"]);

    [Fact]
    public void An_older_trait_that_comes_late_stays_deleted() =>
        Life(
            "has(trait.city)",
            Told("2025-02-01T00:00:00.000Z", "{\"city\":\"Paris\"}"),
            Told("2025-02-03T00:00:00.000Z", "{\"city\":null}"),
            Told("2025-02-04T00:00:00.000Z", "{\"city\":\"Lyon\"}", "2025-02-02T00:00:00.000Z"))
            .ShouldBe(["in 2025-02-01T00:00:00.000Z Event", "out 2025-02-03T00:00:00.000Z Event"]);

    [Fact]
    public void A_late_event_moves_the_customer_when_it_arrives() =>
        Life(
            "count(\"Order Completed\" in 7d) >= 2",
            Bought("2025-01-05T00:00:00.000Z"),
            Bought("2025-01-08T00:00:00.000Z", "2025-01-03T00:00:00.000Z"))
            .ShouldBe(["in 2025-01-08T00:00:00.000Z Event", "out 2025-01-10T00:00:00.000Z Clock"]);

    [Fact]
    public void The_clock_comes_before_the_records_of_the_same_instant() =>
        Life("count(\"Order Completed\" in 1d) >= 1", Bought("2025-01-01T00:00:00.000Z"), Bought("2025-01-02T00:00:00.000Z"))
            .ShouldBe([
                "in 2025-01-01T00:00:00.000Z Event", "out 2025-01-02T00:00:00.000Z Clock",
                "in 2025-01-02T00:00:00.000Z Event", "out 2025-01-03T00:00:00.000Z Clock"]);

    [Theory]
    [InlineData("count(any) >= 2")]
    [InlineData("sum(any.n) >= 3")]
    [InlineData("distinct(any.n) == 2")]
    [InlineData("max(any.n) == 2")]
    [InlineData("avg(any.n) > 1")]
    [InlineData("last(any.n) == 2")]
    [InlineData("since(last(any)) < 3d and count(any in 30d) == 2")]
    public void Events_of_any_kind_each_count_for_their_own_time(string rule)
    {
        Line Did(int position, string name, int n) => new(
            position, RecordKind.Event, name, Ms("2025-01-01T00:00:00.000Z") + position, Ms("2025-01-01T00:00:00.000Z") + position, $"m{position}",
            "web", $"{{\"properties\":{{\"n\":{n}}}}}");
        var subject = new Case(
            new CatalogDefinition([new SegmentDefinition("s", "s", rule)], [], Retention: new Dictionary<string, string> { ["Page Viewed"] = "1d", ["*"] = "2y" }),
            [Did(1, Order, 1), Did(2, "Page Viewed", 2)],
            Ms("2025-01-20T00:00:00.000Z"));
        Differences.Between(OracleRun.Of(subject), EngineRun.Of(subject).Moves()).ShouldBeNull();
        OracleRun.Of(subject).Select(move => $"{(move.To is null ? "out" : "in")} {Setting.Text(move.AtMs)} {move.Cause}")
            .ShouldBe(["in 2025-01-01T00:00:00.002Z Event", "out 2025-01-02T00:00:00.002Z Clock"]);
    }

    private static long Ms(string text) => InstantPattern.ExtendedIso.Parse(text).Value.ToUnixTimeMilliseconds();

    private static Line Bought(string receivedAt, string? timestamp = null) =>
        new(0, RecordKind.Event, Order, Ms(receivedAt), Ms(timestamp ?? receivedAt), "m", "web", "{\"properties\":{}}");

    private static Line Told(string receivedAt, string traits, string? timestamp = null) => new(
        0, RecordKind.Identify, "", Ms(receivedAt), Ms(timestamp ?? receivedAt), "m", "web", $"{{\"traits\":{traits}}}");

    /// <summary>Entries and exits of one segment in Paris, over the year after the first record; the engine says the same.</summary>
    private static string[] Life(string rule, params Line[] lines)
    {
        var subject = new Case(
            new CatalogDefinition([new SegmentDefinition("s", "s", rule)], []),
            [.. lines.Select((line, i) => line with { Position = i + 1 })],
            lines[0].ReceivedAtMs + 365L * 86_400_000);
        Differences.Between(OracleRun.Of(subject), EngineRun.Of(subject).Moves()).ShouldBeNull();
        return [.. OracleRun.Of(subject)
            .Select(move => $"{(move.To is null ? "out" : "in")} {Setting.Text(move.AtMs)} {move.Cause}")];
    }
}
