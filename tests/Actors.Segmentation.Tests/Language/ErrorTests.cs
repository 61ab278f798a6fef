using Actors.Segmentation.Language;

namespace Actors.Segmentation.Tests.Language;

public class ErrorTests
{
    [Theory]
    [InlineData("", 1, 1, "end of the text")]
    [InlineData("trait.a ==", 1, 11, "end of the text")]
    [InlineData("trait.a = 1", 1, 9, "did you mean ==?")]
    [InlineData("trait.a == 1\nand triat.b == 2", 2, 5, "did you mean trait?")]
    [InlineData("cuont(\"X\") > 1", 1, 1, "did you mean count?")]
    [InlineData("trait.city contain \"x\"", 1, 12, "did you mean contains?")]
    [InlineData("count(\"X\" in 30 d) > 1", 1, 14, "a duration such as 30d")]
    [InlineData("count(\"X\" in 30days) > 1", 1, 16, "did you mean 30d?")]
    [InlineData("count(\"X\" in 30q) > 1", 1, 16, "a unit: s, m, h, d, w, mo or y")]
    [InlineData("count(\"X\" in 1.5h) > 1", 1, 14, "a whole number of units")]
    [InlineData("count(\"X\" in 30d where a == 1) > 1", 1, 18, "where comes before the window")]
    [InlineData("count(\"X\") in 30d > 1", 1, 12, "inside an aggregate's parentheses")]
    [InlineData("1 < trait.a < 3", 1, 13, "do not chain")]
    [InlineData("trait.a == \"x", 1, 12, "not closed")]
    [InlineData("trait.a == \"\\q\"", 1, 13, "escapes are")]
    [InlineData("trait.a == \"\\ud800\"", 1, 12, "surrogate")]
    [InlineData("trait.a > 0.1234567", 1, 11, "six decimals")]
    [InlineData("trait.a > 007", 1, 11, "leading zeros")]
    [InlineData("first(\"X\") > 2026-02-30", 1, 14, "no date of the calendar")]
    [InlineData("first(\"X\") > 2026-02-03T25:00:00Z", 1, 14, "an instant is written")]
    [InlineData("count(\"X\" where trait.a == 1) > 1", 1, 17, "properties.trait")]
    [InlineData("count(\"X\" where count(\"Y\") > 1) > 1", 1, 17, "without traits, aggregates")]
    [InlineData("count(\"X\" where member(\"vip\")) > 1", 1, 17, "without traits, aggregates")]
    [InlineData("count(\"X\".p) > 1", 1, 7, "distinct")]
    [InlineData("sum(\"X\") > 1", 1, 8, "a property of the event for sum")]
    [InlineData("count(\"X\")", 1, 11, "a comparison")]
    [InlineData("(trait.a == 1", 1, 14, "')', 'and' or 'or'")]
    [InlineData("trait.a == 1) and trait.b", 1, 13, "'and', 'or' or the end")]
    [InlineData("member(\"a/b/c\")", 1, 8, "segmentation/segment")]
    [InlineData("trait.é == \"😀\" nad trait.b", 1, 16, "did you mean and?")]
    [InlineData("trait.a == “x”", 1, 12, "straight double quotes")]
    [InlineData("trait.a ; 1", 1, 9, "';' has no meaning")]
    [InlineData("trait.a in []", 1, 13, "a text in quotes")]
    [InlineData("rfm.x > 1", 1, 5, "r, f, m or segment")]
    [InlineData("trait.a <> 1", 1, 9, "did you mean !=?")]
    [InlineData("trait.a === 1", 1, 9, "did you mean ==?")]
    [InlineData("trait.a is true", 1, 9, "did you mean ==?")]
    [InlineData("trait.a is not null", 1, 9, "did you mean !=?")]
    [InlineData("spend() > .5", 1, 11, "did you mean 0.5?")]
    [InlineData("spend() between .5 and 1", 1, 17, "did you mean 0.5?")]
    [InlineData("spend()>.5", 1, 9, "did you mean 0.5?")]
    [InlineData("trait.a ou trait.b", 1, 9, "did you mean or?")]
    [InlineData("trait.a like \"x\"", 1, 9, "did you mean matches?")]
    [InlineData("trait.a not in [1]", 1, 9, "not (trait.a in")]
    [InlineData("trait.a == null", 1, 12, "not has(…)")]
    [InlineData("trait.a == True", 1, 12, "did you mean true?")]
    [InlineData("count(\"X\" where p == NULL) > 1", 1, 22, "not has(…)")]
    [InlineData("count(\"X\" where p == False) > 1", 1, 22, "did you mean false?")]
    [InlineData("trait.a == 1,5", 1, 13, "did you mean 1.5?")]
    [InlineData("trait.1a == 1", 1, 7, "did you mean \"1a\"?")]
    [InlineData("last(\"A\".1a) == 1", 1, 10, "did you mean \"1a\"?")]
    [InlineData("count(Order Completed) > 1", 1, 7, "did you mean \"Order Completed\"?")]
    [InlineData("member(vip)", 1, 8, "did you mean \"vip\"?")]
    [InlineData("count(\"X\" in 30 days) > 1", 1, 14, "did you mean 30d?")]
    [InlineData("count(\"X\" since \"2026-01-01\") > 1", 1, 17, "did you mean 2026-01-01?")]
    [InlineData("trait.a > 2026-1-5", 1, 11, "did you mean 2026-01-05?")]
    [InlineData("trait.a > 31/12/2026", 1, 11, "a date such as 2026-01-31")]
    [InlineData("trait.a > 01.02.2026", 1, 11, "a date such as 2026-01-31")]
    public void Errors_name_the_place_and_what_was_expected(string text, int line, int column, string part)
    {
        LanguageError error = SegmentParser.Parse(text).Errors.ShouldHaveSingleItem();
        (error.Line, error.Column, error.Message).ShouldBe((line, column, error.Message));
        error.Message.ShouldContain(part, Case.Insensitive);
    }

    [Fact]
    public void Limits_are_errors_that_name_the_bound()
    {
        ErrorOf(new string(' ', 20_000)).ShouldContain("16384 bytes");
        ErrorOf(new string('(', 100) + "trait.a" + new string(')', 100)).ShouldContain("64 deep");
        ErrorOf(string.Concat(Enumerable.Repeat("not ", 100)) + "trait.a").ShouldContain("64 deep");
        ErrorOf("trait.a > 1" + string.Concat(Enumerable.Repeat(" + 1", 100))).ShouldContain("64 deep");
        ErrorOf(string.Join(" or ", Enumerable.Repeat("trait.a", 1_400))).ShouldContain("2000 conditions");
        ErrorOf(string.Join(" or ", Enumerable.Range(0, 101).Select(i => $"count(\"{i}\")>1")))
            .ShouldContain("100 features");
        ErrorOf($"trait.a matches \"{new string('a', 600)}\"").ShouldContain("500 characters");
        ErrorOf("count(\"X\" in 201y) > 1").ShouldContain("200 years");
    }

    [Theory]
    [InlineData("sequence(\"A\" then \"B\" in 30d within 1d)")]
    [InlineData("false or trait.a")]
    public void What_was_written_is_never_what_was_meant(string text) => ErrorOf(text).ShouldNotContain("did you mean");

    [Theory]
    [InlineData("trait.a > 2026 - 1 - 5")]
    [InlineData("trait.a / 2026 / 2 > 1")]
    [InlineData("count(\"X\" where p == properties.null or properties.True == q) > 1")]
    public void What_is_meant_all_the_same_can_be_written(string text) => SegmentParser.Parse(text).Errors.ShouldBeEmpty();

    [Fact]
    public void No_text_makes_the_parser_throw()
    {
        string[] seeds = ParserTests.Forms;
        string alphabet = "()[]\"'.,:;<>=!+-*/0123456789 abdehimnoprstwy\\\n\r\t\0é\u0301\u2212😀\ud800";
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            string text = Mutate(random, seeds[random.Next(seeds.Length)], seeds, alphabet);
            ParseResult result = SegmentParser.Parse(text);
            (result.Condition is null).ShouldBe(result.Errors.Count > 0, $"seed {seed}");
            foreach (LanguageError error in result.Errors)
            {
                error.Line.ShouldBeGreaterThan(0);
                error.Span.End.ShouldBeLessThanOrEqualTo(text.Length, $"seed {seed}");
            }
        }
    }

    private static string Mutate(Random random, string text, string[] seeds, string alphabet)
    {
        for (int change = random.Next(1, 6); change > 0; change--)
        {
            int at = random.Next(text.Length + 1);
            int end = Math.Min(text.Length, at + random.Next(1, 12));
            text = random.Next(4) switch
            {
                0 => text.Insert(at, alphabet[random.Next(alphabet.Length)].ToString()),
                1 => text[..at] + text[end..],
                2 => text.Insert(at, text[at..end]),
                _ => text[..at] + Piece(random, seeds[random.Next(seeds.Length)]) + text[end..],
            };
        }

        return text;
    }

    private static string Piece(Random random, string text)
    {
        int from = random.Next(text.Length);
        return text[from..random.Next(from, text.Length)];
    }

    private static string ErrorOf(string text) => SegmentParser.Parse(text).Errors.ShouldHaveSingleItem().Message;
}
