using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;
using NodaTime;

namespace Actors.Segmentation.Tests.Language;

public class ParserTests
{
    internal static readonly string[] Forms =
    [
        "trait.gender == \"female\"\n and age(trait.birth_date) between 25 and 35\n" +
            " and \"travel\" in trait.interests\n" +
            " and count(\"Order Completed\" where any products (category == \"sport\") and " +
            "month(timestamp) in [6, 7, 12, 1] in 2y) >= 2",
        "count(\"Order Completed\") == 1 and since(first(\"Order Completed\")) < 30d",
        "trait.city in [\"Paris\", \"Lyon\"] and trait.name contains \"é\"" +
            " and trait.mail endsWith \".fr\" and trait.zip startsWith \"75\"",
        "trait.mail matches \"^[a-z]+@\" and has(trait.address.city)",
        "avg(\"X\".p) > 1 or min(\"X\".p) > 1 or max(\"X\".p) > 1 or distinct(\"X\".p) > 1 or top(\"X\".p) == \"a\"",
        "first(\"X\") < last(\"X\") and first(\"X\".p) == last(\"X\".p)",
        "sum(\"Order Completed\".products.price * products.quantity where products.category == \"x\") > 100",
        "count(page where all items (price > 3 and any tags (name == \"a\")) in 6mo..4mo) >= 1",
        "count(any since 2026-01-01) > 1 and count(screen between 2026-11-20 and 2026-12-01) > 1",
        "count(\"X\" where weekday(timestamp) in [6, 7] and hour(timestamp) between 9 and 17 in 4w) > 1",
        "sequence(\"Product Added\" then no \"Order Completed\" within 1h in 7d)",
        "sequence(\"A\" then \"B\" within 1d then \"C\")",
        "member(\"vip\") and member(\"vip\" for 14d) and was_member(\"vip\" in 30d) and member(\"lifecycle/at-risk\")",
        "rfm.r >= 4 and rfm.f > 2 and rfm.m == 5 and rfm.segment == \"champions\"",
        "clv(365d) > 100 and p_alive < 0.5 and expected_orders(90d) > 1" +
            " and lookalike(\"vip\") > 90 and cluster(\"behaviour\") == 3",
        "consent.email and contacts(\"email\" in 7d) < 2 and contacts(in 30d) < 5" +
            " and spend(in 90d) > 100 and spend() > 1000",
        "sum(\"A\".p in 30d) / sum(\"A\".p in 60d) >= 0.5",
        "table.weather(trait.region).state == \"snow\" and account.plan == \"pro\"",
        "at least 2 of (trait.a, not trait.b, count(\"X\") > 1)",
    ];

    public static TheoryData<string> FormsOfTheSpecification => [.. Forms];

    [Theory]
    [MemberData(nameof(FormsOfTheSpecification))]
    public void Every_form_of_the_specification_is_read(string text) =>
        SegmentParser.Parse(text).Errors.ShouldBeEmpty();

    [Fact]
    public void In_with_a_duration_is_a_window_of_the_innermost_aggregate() =>
        Parse("count(\"X\" where paid in 30d) > 0").ShouldBe(new Comparison(
            new Count(
                new EventSelector("X", new IsTrue(new Property(["paid"]))),
                new RelativeWindow(new DurationLiteral(30, DurationUnit.Days), null)),
            ComparisonOperator.Greater,
            new NumberLiteral(Amount.Zero)));

    [Fact]
    public void Between_directly_after_an_operand_compares()
    {
        var low = new DateLiteral(new LocalDate(2026, 1, 1));
        var high = new DateLiteral(new LocalDate(2026, 2, 1));
        Count count = CountOf("count(\"X\" where at_date between 2026-01-01 and 2026-02-01) > 0");
        count.Events.Where.ShouldBe(new Between(new Property(["at_date"]), low, high));
        count.Window.ShouldBe(Window.Ever);
        Count windowed = CountOf("count(\"X\" where p > 5 between 2026-01-01 and 2026-02-01) > 0");
        windowed.Window.ShouldBe(new BetweenWindow(low, high));
    }

    [Fact]
    public void Not_binds_looser_than_a_comparison_and_tighter_than_and()
    {
        var a = new Trait(["a"]);
        var one = new NumberLiteral(Amount.One);
        Parse("not trait.a == 1 and trait.a")
            .ShouldBe(new And([new Not(new Comparison(a, ComparisonOperator.Equal, one)), new IsTrue(a)]));
    }

    [Fact]
    public void Bare_names_are_the_elements_inside_any_and_the_events_elsewhere() =>
        CountOf("count(\"X\" where p == 1 and any items (p == properties.p and timestamp > 2026-01-01)) > 0")
            .Events.Where
            .ShouldBe(new And([
                new Comparison(new Property(["p"]), ComparisonOperator.Equal, new NumberLiteral(Amount.One)),
                new AnyElement(new Property(["items"]), new And([
                    new Comparison(new ElementProperty(["p"]), ComparisonOperator.Equal, new Property(["p"])),
                    new Comparison(
                        new EventTimestamp(), ComparisonOperator.Greater, new DateLiteral(new LocalDate(2026, 1, 1))),
                ])),
            ]));

    [Fact]
    public void Page_and_screen_are_the_names_of_their_events()
    {
        CountOf("count(page) > 0").Events.Name.ShouldBe("Page Viewed");
        CountOf("count(screen) > 0").Events.Name.ShouldBe("Screen Viewed");
        CountOf("count(any) > 0").Events.IsAny.ShouldBeTrue();
    }

    [Fact]
    public void Texts_are_composed_and_keep_escapes_of_json()
    {
        var comparison = (Comparison)Parse("trait.city == \"cafe\\u0301 \\\"A\\\" \\ud83d\\ude00\"");
        comparison.Right.ShouldBe(new TextLiteral("café \"A\" 😀"));
        ((IsTrue)Parse("trait.e\u0301te\u0301")).Operand.ShouldBe(new Trait(["été"]));
    }

    [Fact]
    public void Spans_cover_what_they_name()
    {
        const string text = "trait.a == 1\n  and not count(\"X\" in 30d) >= 2";
        var and = (And)Parse(text);
        var comparison = (Comparison)((Not)and.Terms[1]).Operand;
        text[comparison.Left.Span.Start..comparison.Left.Span.End].ShouldBe("count(\"X\" in 30d)");
        comparison.Left.Span.Line.ShouldBe(2);
        comparison.Left.Span.Column.ShouldBe(11);
        comparison.Left.Span.Length.ShouldBe(17);
    }

    private static Condition Parse(string text)
    {
        ParseResult result = SegmentParser.Parse(text);
        result.Errors.ShouldBeEmpty();
        return result.Condition!;
    }

    private static Count CountOf(string text) => (Count)((Comparison)Parse(text)).Left;
}
