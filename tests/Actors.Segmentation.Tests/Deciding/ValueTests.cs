namespace Actors.Segmentation.Tests.Deciding;

public class ValueTests
{
    private static bool Holds(string when, params string[] orders)
    {
        Trial trial = new(when);
        trial.Event("Page Viewed", "2026-01-01");
        for (int i = 0; i < orders.Length; i++) trial.Event("E", $"2026-01-02T{i:D2}:00:00", orders[i]);
        return trial.IsIn("s");
    }

    [Theory]
    [InlineData("""count("E") == 0 and sum("E".p) == 0 and distinct("E".p) == 0""", true)]
    [InlineData("""avg("E".p) == 0 or min("E".p) == 0 or max("E".p) <= 0 or avg("E".p) != 1""", false)]
    [InlineData("""first("E".p) != 1 or has(first("E")) or has(last("E".p)) or has(top("E".p))""", false)]
    [InlineData("""sum("E".p) / count("E") < 1 or sum("E".p) / count("E") >= 1""", false)]
    public void Of_nothing_counts_and_sums_are_zero_and_all_else_is_missing(string when, bool holds) => Holds(when).ShouldBe(holds);

    [Theory]
    [InlineData("""avg("E".p) == 2.5""", true)]
    [InlineData("""avg("E".p in 30d) * 2 == 5""", true)]
    [InlineData("""min("E".p) == -1 and max("E".p) == 6""", true)]
    [InlineData("""sum("E".p) / count("E") == 2.5""", true)]
    [InlineData("""first("E".p) < last("E".p)""", true)]
    [InlineData("""first("E") < last("E")""", true)]
    public void Numbers_are_exact(string when, bool holds) =>
        Holds(when, """{"p":-1}""", """{"p":6}""").ShouldBe(holds);

    [Fact]
    public void A_mean_is_compared_without_rounding()
    {
        Holds("""avg("E".p) > 0.333333""", """{"p":1}""", """{"p":0}""", """{"p":0}""").ShouldBeTrue();
        Holds("""avg("E".p) < 0.333334""", """{"p":1}""", """{"p":0}""", """{"p":0}""").ShouldBeTrue();
        Holds("""avg("E".p) * 3 == 1""", """{"p":1}""", """{"p":0}""", """{"p":0}""").ShouldBeTrue();
    }

    [Theory]
    [InlineData("""distinct("E".p) == 4""")]
    [InlineData("""sum("E".p) == 2""")]
    public void Types_are_kept_apart_and_sums_see_numbers_only(string when) =>
        Holds(when, """{"p":1}""", """{"p":"1"}""", """{"p":1.0}""", """{"p":true}""", """{"p":[1]}""", """{"p":null}""", """{"p":"x"}""")
            .ShouldBeTrue();

    [Theory]
    [InlineData("""sum("E".price) == 22.5 and distinct("E".price) == 4""")]
    [InlineData("""count("E" where price == 10) == 2 and count("E" where price == "10") == 0 and count("E" where price == "n/a") == 1""")]
    [InlineData("""sum("E".cart.total) == 7 and sum("E".cart.count) == 0""")]
    public void A_text_that_reads_as_a_number_counts_as_one_under_names_of_amounts(string when) => Holds(
        when, """{"price":"10"}""", """{"price":2.5}""", """{"price":"n/a"}""", """{"price":" 1"}""", """{"price":10}""",
        """{"cart":{"total":"7","count":"3"}}""").ShouldBeTrue();

    [Theory]
    [InlineData("""top("E".p) == "b" """, new[] { "a", "b", "b", "a", "b" })]
    [InlineData("""top("E".p) == "a" """, new[] { "b", "a", "b", "a" })]
    public void The_most_frequent_value_wins_and_ties_go_to_the_one_seen_latest(string when, string[] values) =>
        Holds(when, [.. values.Select(v => $$"""{"p":"{{v}}"}""")]).ShouldBeTrue();

    [Theory]
    [InlineData("""sum("E".products.price * products.quantity) == 23""")]
    [InlineData("""sum("E".discount * products.quantity) == 2.5""")]
    [InlineData("""sum("E".cart.discount * products.quantity where products.price > 4) == 4""")]
    public void An_argument_has_a_row_for_each_element_whichever_of_its_properties_passes_through_the_array(string when) => Holds(
        when, """{"discount":0.5,"cart":{"discount":2},"products":[{"price":5,"quantity":2},{"price":4,"quantity":3},{"price":1},3]}""",
        """{"discount":7,"products":{"price":1,"quantity":1}}""".Replace("7", "0", StringComparison.Ordinal)).ShouldBeTrue();

    [Fact]
    public void A_tie_within_one_event_goes_to_the_ordinally_least() =>
        Holds("""top("E".items.sku) == "a" """, """{"items":[{"sku":"b"},{"sku":"a"},{"sku":"c"}]}""").ShouldBeTrue();

    [Fact]
    public void First_and_last_values_are_of_the_events_that_have_one() =>
        Holds("""first("E".p) == "x" and last("E".p) == "y" """, """{"q":1}""", """{"p":"x"}""", """{"p":"y"}""", "{}").ShouldBeTrue();

    [Theory]
    [InlineData("""sum("E".products.price * products.quantity) == 27.5""")]
    [InlineData("""sum("E".products.price * products.quantity where products.category == "x") == 20""")]
    [InlineData("""sum("E".products.price where products.category == "x" and total > 5) == 10""")]
    [InlineData("""distinct("E".products.category) == 2 and first("E".products.category) == "x" and last("E".products.category) == "y" """)]
    [InlineData("""count("E" where any products (category == "y" and price < 3)) == 1""")]
    [InlineData("""count("E" where all products (price > 2)) == 1""")]
    [InlineData("""count("E" where products.category == "x") == 0""")]
    public void Rows_are_the_elements_of_the_array_on_the_way(string when) => Holds(
        when,
        """{"total":30,"products":[{"price":10,"quantity":2,"category":"x"},{"price":2.5,"quantity":3,"category":"y"}]}""",
        """{"total":30,"products":[]}""", """{"total":3}""").ShouldBeTrue();

    [Fact]
    public void In_a_row_products_are_rounded_half_even_each() =>
        Holds("""sum("E".a * b) == 0.000002""", """{"a":0.001,"b":0.0005}""", """{"a":0.001,"b":0.0015}""").ShouldBeTrue();

    [Fact]
    public void Sums_beyond_sixty_four_bits_stay_exact()
    {
        Trial trial = new("""sum("E".p in 10d) == 3000000000000000000.5""");
        trial.Event("E", "2026-01-01", """{"p":1000000000000000000}""").Event("E", "2026-01-02", """{"p":0.5}""")
            .Event("E", "2026-01-03", """{"p":2000000000000000000}""");
        trial.IsIn("s").ShouldBeTrue();
        trial.Event("E", "2026-01-04", """{"p":1e30}""").IsIn("s").ShouldBeTrue();
        trial.Event("E", "2026-01-05", """{"p":-0.5}""").IsIn("s").ShouldBeFalse();
        trial.Feature("""sum("E".p in 10d)""", "2026-01-11").ShouldBe("2000000000000000000");
    }

    [Fact]
    public void Seasons_are_told_in_the_time_zone_of_the_catalog()
    {
        Trial trial = new("""count("E" where month(timestamp) == 2 and weekday(timestamp) == 7 and hour(timestamp) == 0) == 1""");
        trial.Event("E", "2026-01-31T23:30:00").IsIn("s").ShouldBeTrue();
    }

    [Fact]
    public void Any_event_includes_all_that_were_tracked() =>
        Holds("""count(any) == 3 and count(any where p == 1) == 1 and count(page) == 1""", """{"p":1}""", """{"p":2}""").ShouldBeTrue();
}
