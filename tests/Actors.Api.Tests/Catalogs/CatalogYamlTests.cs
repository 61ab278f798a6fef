using Actors.Api.Catalogs;
using Actors.Segmentation.Catalogs;

namespace Actors.Api.Tests.Catalogs;

public sealed class CatalogYamlTests
{
    private const string Example = """
        timeZone: Europe/Paris
        currency: EUR
        retention: { "Page Viewed": 90d, "*": 2y }
        segments:
          - key: sport-traveller
            name: "Women 25–35 who travel"
            when: |
              trait.gender == "female"
              and age(trait.birth_date) between 25 and 35
        segmentations:
          - key: lifecycle
            name: Lifecycle
            segments:                      # first match wins
              - { key: active,   when: 'count("Order Completed" in 90d) >= 1' }
              - { key: prospect, otherwise: true }
        """;

    [Fact]
    public void A_catalog_file_is_read()
    {
        CatalogDefinition read = Good(Example);
        read.TimeZone.ShouldBe("Europe/Paris");
        read.Retention!["Page Viewed"].ShouldBe("90d");
        SegmentDefinition segment = read.Segments.ShouldHaveSingleItem();
        segment.When.ShouldBe("trait.gender == \"female\"\nand age(trait.birth_date) between 25 and 35");
        SegmentationDefinition lifecycle = read.Segmentations.ShouldHaveSingleItem();
        lifecycle.Segments[0].When.ShouldBe("count(\"Order Completed\" in 90d) >= 1");
        lifecycle.Segments[1].Otherwise.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("segments:\nsegmentations:\n")]
    public void An_empty_file_is_an_empty_catalog(string text) => Good(text).Segments.ShouldBeEmpty();

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        string[] texts = ["x", "~", "null", "true", " blank ", "two\nlines", "trail \nkept", "\ttab: #", "\u0001\u2028é\U0001F600", "'\"\\", "- a", "a\n\n  b\nc"];
        var definition = new CatalogDefinition(
            [.. texts.Select((t, i) => new SegmentDefinition($"s{i}", t, "a" + t.TrimEnd(), t, t))],
            [new("lifecycle", "Lifecycle", [new("a", null, "x == 1"), new("b", "B", null, true, "#aabbcc", new MapHint("lost", 0.25, "Bé", null))], null, new MapHint(NameFr: "Cycle de vie"))],
            "Asia/Tokyo", "JPY", new Dictionary<string, string> { ["*"] = "2y" });
        CatalogDefinition read = Good(CatalogYaml.Write(definition));
        read.Segments.ShouldBe(definition.Segments);
        read.Segmentations[0].Map.ShouldBe(definition.Segmentations[0].Map);
        read.Segmentations[0].Segments.ShouldBe(definition.Segmentations[0].Segments);
        read.Retention.ShouldBe(definition.Retention);
        CatalogYaml.Write(read).ShouldBe(CatalogYaml.Write(definition));
    }

    [Theory]
    [InlineData("segments: 3", 1, 11, "/segments")]
    [InlineData("segments:\n  - key: a\n    nmae: A\n    when: x", 3, 5, "/segments/0/nmae")]
    [InlineData("segments:\n  - name: A\n    when: x", 2, 5, "/segments/0/key")]
    [InlineData("segments:\n  - key: a", 2, 5, "/segments/0/when")]
    [InlineData("segmentations:\n  - key: a\n    segments:\n      - {key: b, otherwise: perhaps}", 4, 29, "/segmentations/0/segments/0/otherwise")]
    [InlineData("segments: [a, b", 1, 0, "")]
    [InlineData("segments: [{key: a, when: x, map: {value: NaN}}]", 1, 43, "/segments/0/map/value")]
    [InlineData("segmentations:\n  - key: a\n    map: {lane: lost}", 3, 11, "/segmentations/0/map/lane")]
    [InlineData("segments: &x []\nsegmentations: *x", 1, 11, "")]
    [InlineData("currency: !!binary aGk=", 1, 11, "")]
    [InlineData("currency: EUR\ncurrency: USD", 2, 1, "")]
    [InlineData("- a", 1, 1, "")]
    [InlineData("a: 1\n---\nb: 2", 2, 1, "")]
    public void An_error_of_form_names_its_place(string text, int line, int column, string pointer)
    {
        CatalogSource source = CatalogYaml.Read(text);
        source.Definition.ShouldBeNull();
        CatalogFileError error = source.Errors.First(e => !e.Detail.StartsWith("unknown key \"a\"", StringComparison.Ordinal));
        error.Pointer.ShouldBe(pointer);
        if (column > 0)
        {
            (error.Line, error.Column).ShouldBe((line, column));
        }
    }

    [Theory]
    [InlineData("segments:\n  - key: a\n    when: |\n      x == 1\n      and y == 2", 2, 5, 5, 11)]
    [InlineData("segments:\n  - key: a\n    when: 'x == 1'", 1, 3, 3, 14)]
    [InlineData("segments:\n  - key: a\n    when: x == 1", 1, 3, 3, 13)]
    [InlineData("segments:\n  - key: a\n    when: \"x\\u0020== 1\"", 1, 3, 3, 11)]
    public void An_error_in_a_rule_is_found_in_the_file(string text, int ruleLine, int ruleColumn, int line, int column)
    {
        CatalogFileError found = CatalogYaml.Read(text).Locate(new CatalogError("/segments/0/when", "wrong", ruleLine, ruleColumn));
        (found.Line, found.Column).ShouldBe((line, column));
        (found.RuleLine, found.RuleColumn).ShouldBe((ruleLine, ruleColumn));
    }

    [Fact]
    public void Any_cut_or_damage_of_a_file_gives_errors_and_no_crash()
    {
        for (int cut = 0; cut < Example.Length; cut++)
        {
            CatalogYaml.Read(Example[..cut]);
            CatalogYaml.Read(Example[..cut] + "\u0000" + Example[cut..]);
            CatalogYaml.Read(Example[..cut] + "[{\"" + Example[cut..]);
            CatalogYaml.Read(Example[..cut] + "\ud800" + Example[cut..]);
        }
        CatalogYaml.Read(new string('[', 200_000)).Errors.ShouldHaveSingleItem();
        CatalogYaml.Read(new string('-', 200_000)).Definition.ShouldBeNull();
        CatalogYaml.Read(string.Concat(Enumerable.Repeat("- ", 100_000))).Errors.ShouldHaveSingleItem();
    }

    private static CatalogDefinition Good(string text)
    {
        CatalogSource source = CatalogYaml.Read(text);
        source.Errors.ShouldBeEmpty();
        return source.Definition.ShouldNotBeNull();
    }
}
