using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Segmentation.Tests.Deciding;

public class MembershipTests
{
    [Fact]
    public void Time_since_passes_its_edge_one_millisecond_apart()
    {
        Trial trial = new(Trial.Of(
            "UTC", ("a", """since(last("E")) > 1d"""), ("b", """since(last("E")) >= 1d"""), ("c", """since(last("E")) < 1d"""),
            ("d", """since(last("E")) <= 1d"""), ("e", """since(last("E")) == 1d""")));
        trial.Event("E", "2026-01-01").Advance("2026-02-01").Story().ShouldBe([
            "2026-01-01T00:00:00 event ->c",
            "2026-01-01T00:00:00 event ->d",
            "2026-01-02T00:00:00 clock ->b",
            "2026-01-02T00:00:00 clock c>-",
            "2026-01-02T00:00:00 clock ->e",
            "2026-01-02T00:00:00.001 clock ->a",
            "2026-01-02T00:00:00.001 clock d>-",
            "2026-01-02T00:00:00.001 clock e>-",
        ]);
    }

    [Fact]
    public void Units_that_look_at_others_follow_in_the_same_decision()
    {
        Trial trial = new(Trial.Of(
            "UTC", ("z", """member("m") and not (member("a"))"""), ("m", """count("E" in 1d) >= 1"""), ("a", """count("F") >= 1""")));
        trial.Event("E", "2026-01-01").Advance("2026-02-01").Story().ShouldBe([
            "2026-01-01T00:00:00 event ->m",
            "2026-01-01T00:00:00 event ->z",
            "2026-01-02T00:00:00 clock m>-",
            "2026-01-02T00:00:00 clock z>-",
        ]);
    }

    [Fact]
    public void The_clock_at_an_instant_comes_before_the_records_of_that_instant() =>
        new Trial("""count("E" in 1d) == 1""", "UTC").Event("E", "2026-01-01").Event("E", "2026-01-02").Event("E", "2026-01-02").Story().ShouldBe([
            "2026-01-01T00:00:00 event ->s",
            "2026-01-02T00:00:00 clock s>-",
            "2026-01-02T00:00:00 event ->s",
            "2026-01-02T00:00:00 event s>-",
        ]);

    [Fact]
    public void Membership_for_a_time_counts_from_the_last_entry()
    {
        Trial trial = new(Trial.Of("UTC", ("vip", """count("E" in 5d) >= 1"""), ("loyal", """member("vip" for 4d)""")));
        trial.Event("E", "2026-01-01").Event("E", "2026-01-04").Advance("2026-02-01").Story().ShouldBe([
            "2026-01-01T00:00:00 event ->vip",
            "2026-01-05T00:00:00 clock ->loyal",
            "2026-01-09T00:00:00 clock vip>-",
            "2026-01-09T00:00:00 clock loyal>-",
        ]);
    }

    [Fact]
    public void Past_membership_holds_until_its_time_after_the_last_exit()
    {
        Trial trial = new(Trial.Of("UTC", ("vip", """count("E" in 1d) == 1"""), ("lapsed", """was_member("vip" in 2d) and not (member("vip"))""")));
        trial.Event("E", "2026-01-01").Event("E", "2026-01-10").Event("E", "2026-01-10").Advance("2026-02-01").Story().ShouldBe([
            "2026-01-01T00:00:00 event ->vip",
            "2026-01-02T00:00:00 clock vip>-",
            "2026-01-02T00:00:00 clock ->lapsed",
            "2026-01-04T00:00:00 clock lapsed>-",
            "2026-01-10T00:00:00 event ->vip",
            "2026-01-10T00:00:00 event vip>-",
            "2026-01-10T00:00:00 event ->lapsed",
            "2026-01-12T00:00:00 clock lapsed>-",
        ]);
    }

    [Fact]
    public void A_new_customer_enters_what_holds_and_one_segment_of_each_segmentation()
    {
        CatalogDefinition definition = new(
            [new SegmentDefinition("no-orders", "n", """not (count("Order Completed") >= 1)"""), new SegmentDefinition("vip", "v", "trait.vip")],
            [new SegmentationDefinition("g", "g", [new CaseDefinition("a", null, "trait.a"), new CaseDefinition("b", null, null, true)])]);
        new Trial(definition).Identify("2026-01-01", "{}").Story()
            .ShouldBe(["2026-01-01T00:00:00 event ->no-orders", "2026-01-01T00:00:00 event ->g/b"]);
        new Trial(definition).Identify("2026-01-01", """{"a":true}""").Story()
            .ShouldBe(["2026-01-01T00:00:00 event ->no-orders", "2026-01-01T00:00:00 event ->g/a"]);
    }

    [Fact]
    public void The_cause_names_the_event()
    {
        Migration migration = new Trial("""count("E") == 1""").Event("E", "2026-01-01").Migrations[0];
        (migration.Cause, migration.Ordinal, migration.Sequence, migration.Position).ShouldBe((CauseKind.Event, 0, 1, 1));
        System.Text.Encoding.UTF8.GetString(migration.Event.Span).ShouldBe("E");
        System.Text.Encoding.UTF8.GetString(migration.MessageId.Span).ShouldBe("m1");
    }

    [Fact]
    public void A_record_applied_before_has_no_effect()
    {
        Trial trial = new Trial("""count("E") == 1""").Event("E", "2026-01-01");
        trial.Apply(trial.Log[0]);
        trial.Migrations.Count.ShouldBe(1);
        trial.IsIn("s").ShouldBeTrue();
    }

    [Fact]
    public void When_a_customer_will_leave_is_found_by_looking_ahead()
    {
        Trial trial = new Trial(Trial.Of("UTC", ("s", """count("E" in 30d) >= 2 or count("E" in 10d) >= 1"""), ("ever", """count("E") >= 1""")))
            .Event("E", "2026-01-01").Event("E", "2026-01-25");
        int Segment(string address) => trial.Catalog.TryFind(address, out Segment? found) ? found.Id : -1;
        LookAhead.LeavesAt(trial.Catalog, trial.State.Words, Segment("s"), Trial.At("2026-01-25"))
            .ShouldBe((Trial.At("2026-02-04"), null));
        LookAhead.LeavesAt(trial.Catalog, trial.State.Words, Segment("ever"), Trial.At("2026-01-25")).ShouldBe((null, null));
        trial.IsIn("s").ShouldBeTrue();
    }
}
