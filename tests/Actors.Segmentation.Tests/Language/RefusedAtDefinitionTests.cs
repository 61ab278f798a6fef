using System.Text.RegularExpressions;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Checking;
using Actors.Segmentation.Language.Speaking;
using Actors.Segmentation.Previewing;

namespace Actors.Segmentation.Tests.Language;

public class RefusedAtDefinitionTests
{
    [Theory]
    [InlineData("count(\"X\" in 4mo..6mo) > 1", 11, "far edge")]
    [InlineData("count(\"X\" in 30d..30d) > 1", 11, "far edge")]
    [InlineData("count(\"X\" in 1mo..30d) > 1", 11, "far edge")]
    [InlineData("count(\"X\" in 0d) > 1", 11, "no length")]
    [InlineData("count(\"X\" between 2026-12-01 and 2026-11-20) > 1", 34, "later date")]
    [InlineData("first(\"X\") between 2026-12-01 and 2026-11-20", 35, "later date")]
    [InlineData("at least 5 of (trait.a, trait.b)", 1, "5 of 2")]
    [InlineData("at least 0 of (trait.a, trait.b)", 1, "one or more")]
    [InlineData("sequence(no \"A\" then \"B\")", 10, "begins")]
    [InlineData("sequence(\"A\" then no \"B\" then no \"C\")", 31, "Two 'no'")]
    [InlineData("sequence(\"A\" within 1h then \"B\")", 21, "first step")]
    [InlineData("sequence(\"A\" then no \"B\" within 1h then \"C\")", 33, "'no' between two events")]
    [InlineData("trait.expires > now", 17, "month(now)")]
    [InlineData("has(now)", 5, "month(now)")]
    [InlineData("since(now) < 3d", 7, "month(now)")]
    [InlineData("first(\"X\") + 1 > 2", 1, "no arithmetic")]
    [InlineData("trait.a > 1 + 30d", 15, "no arithmetic")]
    [InlineData("trait.a > 1 + \"x\"", 15, "no arithmetic")]
    [InlineData("since(first(\"X\")) > 30", 21, "a duration such as 30d")]
    [InlineData("trait.a > 30d", 11, "since(…) only")]
    [InlineData("since(first(\"X\")) > since(last(\"X\"))", 21, "instants themselves")]
    [InlineData("count(\"X\") == \"1\"", 15, "a number to compare")]
    [InlineData("first(\"X\") > \"tomorrow\"", 14, "a date such as")]
    [InlineData("first(\"X\") > 5", 14, "an instant to compare")]
    [InlineData("count(\"X\") contains \"1\"", 1, "a text")]
    [InlineData("trait.a < true", 11, "no order")]
    [InlineData("count(\"X\") in [1, \"2\"]", 19, "a number to compare")]
    [InlineData("\"x\" in count(\"X\")", 8, "a list")]
    [InlineData("age(count(\"X\")) > 5", 5, "a birth date")]
    [InlineData("month(count(\"X\")) == 5", 7, "an instant")]
    [InlineData("has(\"x\")", 5, "fixed value")]
    [InlineData("trait.a matches \"(a\"", 1, "not closed")]
    [InlineData("trait.a matches \"(a)\\\\1\"", 1, "back references")]
    [InlineData("trait.a matches \"(a{1000}){1000}\"", 1, "too costly")]
    [InlineData("trait.a matches \"(ab|c){50}\"", 1, "unfold to 150 characters; 100 at most")]
    [InlineData("trait.a matches \"[a-z]{900}b{200}\"", 1, "unfold to 1100 characters; 1000 at most")]
    [InlineData("trait.a matches \"(?i:ab|c){50}\"", 1, "unfold to 150 characters; 100 at most")]
    [InlineData("trait.a matches \"\\\\c[(ab|c){50}]\"", 1, "unfold to 150 characters; 100 at most")]
    [InlineData("trait.a matches \"[\\\\c]](ab|c){50}\"", 1, "unfold to 150 characters; 100 at most")]
    [InlineData("trait.a matches \"(?'n'(ab|c){50})\"", 1, "unfold to 150 characters; 100 at most")]
    [InlineData("trait.a matches \"[-[b](ab|c){50}]\"", 1, "unfold to 150 characters; 100 at most")]
    [InlineData("trait.a matches \"[a\\\\-[b](ab|c){50}]\"", 1, "unfold to 150 characters; 100 at most")]
    [InlineData("trait.a matches \"^[[:alpha:]]+$\"", 1, "without comments")]
    [InlineData("trait.a matches \"(?x)(ab|c) {50}\"", 1, "without comments")]
    [InlineData("trait.a matches \"(?i-n:(?mx:(ab|c) {50}))\"", 1, "without comments")]
    [InlineData("trait.a matches \"(?#[)(ab|c){50}\"", 1, "without comments")]
    [InlineData("trait.a matches \"(ab|c)(?#so many){50}\"", 1, "without comments")]
    [InlineData("trait.a matches \"a\\\\\"", 1, "ends with a backslash")]
    [InlineData("trait.a matches \"\\\\p{Foo}\"", 1, "unrecognized unicode property")]
    [InlineData("weekday(now) == 0", 17, "Weekdays go from 1 (Monday) to 7 (Sunday)")]
    [InlineData("month(trait.a) in [12, 13]", 24, "Months go from 1 to 12")]
    [InlineData("24 == hour(now)", 1, "Hours go from 0 to 23")]
    [InlineData("month(trait.a) != 1.5", 19, "Months go from 1 to 12")]
    [InlineData("trait.a between 5 and 1", 23, "the smaller one comes first")]
    [InlineData("hour(now) between 22 and 6", 26, "over the turn of the day, join two comparisons with 'or': … >= 22 or … <= 6")]
    [InlineData("month(trait.a) between 11 and 2", 31, "over the turn of the year")]
    [InlineData("since(last(any)) between 30d and 2w", 34, "the shorter one comes first")]
    [InlineData("top(\"X\".a * 2) == 1", 5, "take one property")]
    [InlineData("count(\"X\" where price + \"a\" > 1) > 1", 25, "no arithmetic")]
    public void Meaningless_definitions_are_refused_with_their_place(string text, int column, string part)
    {
        LanguageError error = SegmentParser.Parse(text).Errors.ShouldHaveSingleItem();
        error.Message.ShouldContain(part);
        error.Column.ShouldBe(column);
    }

    [Theory]
    [InlineData("first(\"X\") > \"2026-01-31\"")]
    [InlineData("first(\"X\") > \"2026-01-31T08:00:00+02:00\"")]
    [InlineData("30d > since(trait.signed_up)")]
    [InlineData("since(first(\"X\")) between 1d and 2mo")]
    [InlineData("trait.a > trait.b and sum(\"X\".p) > count(\"Y\")")]
    [InlineData("count(\"X\" in 2mo..30d) > 1")]
    [InlineData("count(\"X\" between 2026-11-20 and 2026-11-20) > 1")]
    [InlineData("rfm.segment in [\"champions\", \"loyal\"] and cluster(\"c\") == 1 and cluster(\"d\") == \"a\"")]
    [InlineData("trait.name < \"m\" and trait.signed_up < 2026-01-01")]
    [InlineData("sequence(\"A\" then no \"B\" then \"C\" within 1h)")]
    [InlineData("trait.a matches \"^([A-F0-9]{2}:){5}[A-F0-9]{2}$\"")]
    [InlineData("trait.a matches \"^[\\\\w.+-]{1,64}@([a-z0-9-]{1,30}[.]){1,3}[a-z]{2,}$\"")]
    [InlineData("trait.a matches \"[^]a-z-[aeiou]]{5}x{,9}\"")]
    [InlineData("trait.a matches \"(?i)(?-x:a)(?<n>b)(?i-m:c)[(?x#]\"")]
    [InlineData("hour(now) < 24 and weekday(now) >= 0")]
    [InlineData("since(last(any)) between 1mo and 30d")]
    [InlineData("has(trait.a) and has(first(\"X\".p)) and not has(avg(\"X\".p))")]
    public void Sound_definitions_are_accepted(string text) => SegmentParser.Parse(text).Errors.ShouldBeEmpty();

    [Fact]
    public void All_errors_of_types_are_told_in_the_order_of_the_text() =>
        SegmentParser.Parse("count(\"X\") == \"1\" or\n count(\"Y\" in 0d) > 0")
            .Errors.Select(error => error.Line).ShouldBe([1, 2]);

    [Theory]
    [InlineData("weekday(now) == 0", "weekday(now) == 8")]
    [InlineData("trait.a matches \"(ab|c){50}\"", "trait.a matches \"(ab|c){60}\"")]
    public void A_catalog_saved_before_a_rule_was_refused_can_still_be_read_and_changed_elsewhere(string rule, string other)
    {
        var segment = new SegmentDefinition("s", "s", rule);
        var definition = new CatalogDefinition([segment], []);
        Catalog.Compile(definition, null as Catalog, 1).Errors.Count.ShouldBe(1);
        Catalog saved = Catalog.Compile(definition, CatalogNumbers.Empty, 1).Catalog.ShouldNotBeNull();

        Catalog.Compile(definition with { Segments = [segment, new SegmentDefinition("t", "t", "trait.b")] }, saved, 2).Catalog.ShouldNotBeNull();
        Catalog.Compile(definition with { Segments = [segment with { When = other }] }, saved, 2).Errors.Count.ShouldBe(1);
        DraftRule.Compile("trait.b", saved).Draft.ShouldNotBeNull();
        DraftRule.Compile(rule, saved).Draft.ShouldNotBeNull();
        DraftRule.Compile(other, saved).Errors.Count.ShouldBe(1);
        Sentence.OfRule(rule).ShouldNotBeNull();
    }

    [Fact]
    public void No_beginning_of_a_regular_expression_hides_what_repeats_behind_it()
    {
        string[] parts = ["[", "[", "]", "]", "-", "^", "(", ")", "?", "(?:", "(?<n>", "(?'m'", "(?i)", "(?-x:", "\\", "[:", ":]", "\\c", "\\-", "\\w", "\\p{Lu}", "\\x5b", ":", "{", "}", "2", ",", "|", "a", "*", "#", " "];
        var random = new Random(7);
        int sound = 0;
        for (int trial = 0; trial < 40_000; trial++)
        {
            string beginning = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                _ = new Regex(beginning, RegexOptions.None, TimeSpan.FromSeconds(1));
            }
            catch (RegexParseException)
            {
                continue;
            }
            sound++;
            PatternCost.Refusal(beginning + "(ab|c){50}").ShouldNotBeNull(beginning);
        }
        sound.ShouldBeGreaterThan(3_000);
    }

    [Fact]
    public void Checking_never_throws_on_any_tree()
    {
        for (int seed = 0; seed < 5_000; seed++) TypeChecker.Check(new RandomTree(seed).Definition());
    }
}
