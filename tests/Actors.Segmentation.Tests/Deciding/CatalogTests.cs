using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Segmentation.Tests.Deciding;

public class CatalogTests
{
    private static CatalogError Error(CatalogDefinition definition) =>
        Catalog.Compile(definition, CatalogNumbers.Empty, 1).Errors.ShouldHaveSingleItem();

    [Fact]
    public void A_rule_that_does_not_parse_is_refused_with_its_place()
    {
        CatalogError error = Error(Trial.Of("UTC", ("a", "trait.x"), ("b", """count("E" in 30d >= 1""")));
        error.Pointer.ShouldBe("/segments/1/when");
        (error.Line, error.Column).ShouldBe((1, 18));
    }

    [Theory]
    [InlineData("""trait.a and rfm.r == 5""", "models", 13)]
    [InlineData("""account.plan == "pro" """, "accounts", 1)]
    public void A_form_that_is_not_evaluated_yet_is_refused_with_its_place(string when, string form, int column)
    {
        CatalogError error = Error(Trial.Of("UTC", ("a", when)));
        error.Detail.ShouldBe($"Not available yet: {form}.");
        (error.Pointer, error.Column).ShouldBe(("/segments/0/when", column));
    }

    [Fact]
    public void A_cycle_is_refused_with_its_path() =>
        Error(Trial.Of("UTC", ("a", """member("b")"""), ("b", """was_member("a")"""))).Detail.ShouldContain("a → b → a");

    [Fact]
    public void Keys_shapes_zones_and_retentions_are_checked()
    {
        CatalogDefinition definition = new(
            [new SegmentDefinition("UP", "n", "trait.a"), new SegmentDefinition("b", "n", "trait.a"), new SegmentDefinition("b", "n", "trait.a")],
            [
                new SegmentationDefinition("g", "g", [new CaseDefinition("a", null, "trait.a")]),
                new SegmentationDefinition("h", "h", [new CaseDefinition("a", null, null, true), new CaseDefinition("b", null, null, true)]),
            ],
            "Mars/Olympus", "euro", new Dictionary<string, string> { ["a/b"] = "soon" });
        Catalog.Compile(definition, CatalogNumbers.Empty, 1).Errors.Select(e => e.Pointer).ShouldBe(
            ["/segments/0/key", "/segments/2/key", "/segmentations/0/segments/0", "/segmentations/1/segments/0", "/currency", "/timeZone", "/retention/a~1b"]);
    }

    [Fact]
    public void Numbers_stay_with_their_keys_across_versions_and_restarts()
    {
        Catalog first = Trial.Compile(Trial.Of("UTC", ("a", "trait.a"), ("b", """count("E" in 5d) > 1""")));
        Catalog second = Trial.Compile(Trial.Of("UTC", ("c", "trait.c"), ("b", """count("E" in 4d) > 1""")), first);
        Catalog third = Trial.Compile(Trial.Of("UTC", ("a", "trait.a"), ("c", "trait.c"), ("b", """count("E" in 50d) > 1""")), second);
        int Id(Catalog catalog, string key) => catalog.TryFind(key, out Segment? segment) ? segment.Id : -1;
        Id(second, "b").ShouldBe(Id(first, "b"));
        Id(third, "a").ShouldBe(Id(first, "a"));
        Id(second, "c").ShouldNotBe(Id(first, "a"));
        second.NeedsHistory(first).ShouldBeFalse();
        third.NeedsHistory(second).ShouldBeTrue();
        Catalog restored = Catalog.Compile(third.Definition, third.Numbers, 3).Catalog!;
        restored.Numbers.NextSeries.ShouldBe(third.Numbers.NextSeries);
        restored.NeedsHistory(third).ShouldBeFalse();
    }

    [Fact]
    public void A_new_version_moves_customers_at_its_activation()
    {
        Trial trial = new Trial(Trial.Of("UTC", ("a", """count("E") >= 1"""), ("old", """count("E") >= 1""")))
            .Event("E", "2026-01-01").Event("F", "2026-01-02").Event("F", "2026-01-03")
            .Activate(Trial.Of("UTC", ("a", """count("E" in 30d) >= 1"""), ("new", """count("F" in 10d) >= 2""")), "2026-01-05");
        trial.Advance("2026-03-01").Story().ShouldBe([
            "2026-01-01T00:00:00 event ->a",
            "2026-01-01T00:00:00 event ->old",
            "2026-01-05T00:00:00 definition old>-",
            "2026-01-05T00:00:00 definition ->new",
            "2026-01-12T00:00:00 clock new>-",
            "2026-01-31T00:00:00 clock a>-",
        ]);
        trial.Reader.CatalogVersion.ShouldBe(2);
    }

    [Fact]
    public void Stayers_of_an_edited_segment_keep_since()
    {
        Trial trial = new Trial("""count("E") >= 1""").Event("E", "2026-01-01")
            .Activate(Trial.Of("Europe/Paris", ("s", """count("E" in 90d) >= 1""")), "2026-02-01");
        Membership membership = trial.Reader.Memberships().ShouldHaveSingleItem();
        (membership.SinceMs, membership.Reason).ShouldBe((Trial.At("2026-01-01"), CauseKind.Event));
    }

    [Fact]
    public void Past_memberships_are_told_to_a_version_that_asks_for_them()
    {
        Trial trial = new Trial(Trial.Of("UTC", ("vip", """count("E" in 1d) >= 1"""))).Event("E", "2026-01-01").Advance("2026-01-05")
            .Activate(Trial.Of("UTC", ("vip", """count("E" in 1d) >= 1"""), ("was", """was_member("vip" in 10d)""")), "2026-01-06");
        trial.Advance("2026-03-01").Story().ShouldBe([
            "2026-01-01T00:00:00 event ->vip", "2026-01-02T00:00:00 clock vip>-",
            "2026-01-06T00:00:00 definition ->was", "2026-01-12T00:00:00 clock was>-",
        ]);
    }

    [Fact]
    public void What_shares_a_series_is_kept_once()
    {
        Trial trial = new Trial(Trial.Of("UTC", ("a", """count("E" in 5d) > 1 and count("E" in 9d) > 1 and since(last("E" in 7d)) > 1d""")));
        trial.Catalog.Numbers.Series.ShouldHaveSingleItem().Key.ShouldBe("""count("E")""");
        trial.Event("E", "2026-01-01");
        trial.Reader.Features(Trial.At("2026-01-02")).Select(f => f.Feature).ShouldBe(
            ["""count("E" in 5d)""", """count("E" in 9d)""", """last("E" in 7d)"""]);
        trial.Feature("""last("E" in 7d)""", "2026-01-02").ShouldBe("\"2026-01-01T00:00:00.000Z\"");
    }
}
