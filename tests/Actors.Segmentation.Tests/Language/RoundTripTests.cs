using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Tests.Language;

public class RoundTripTests
{
    [Fact]
    public void Parsing_what_was_printed_gives_the_same_tree()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            Condition tree = new RandomTree(seed).Definition();
            string text = Printer.Print(tree);
            if (text.Length > 8_000) continue;
            ParseResult parsed = SegmentParser.ParseSyntax(text);
            parsed.Errors.ShouldBeEmpty($"seed {seed}: {text}");
            bool isSame = tree.Equals(parsed.Condition);
            isSame.ShouldBeTrue($"seed {seed}: {text}\nagain: {Printer.Print(parsed.Condition!)}");
            tree.GetHashCode().ShouldBe(parsed.Condition!.GetHashCode());
        }
    }

    [Theory]
    [InlineData("(((trait.a)))", "trait.a")]
    [InlineData("not not trait.a==\"x\"", "not not (trait.a == \"x\")")]
    [InlineData("consent.email and not trait.consent.sms", "consent.email and not consent.sms")]
    [InlineData("trait.x > 1.50 and trait.x<2e3", "trait.x > 1.5 and trait.x < 2000")]
    [InlineData("trait.a == 1 and (trait.b == 2 and trait.c)", "trait.a == 1 and (trait.b == 2 and trait.c)")]
    [InlineData("(trait.a and trait.b) or trait.c", "trait.a and trait.b or trait.c")]
    [InlineData("trait.a − 1 > 2", "trait.a - 1 > 2")]
    [InlineData("(trait.a - 1) - (trait.b - 2) > 2", "trait.a - 1 - (trait.b - 2) > 2")]
    [InlineData("count(\"Page Viewed\" where properties.price > 5) > 0", "count(page where price > 5) > 0")]
    [InlineData("first(any) > 2026-01-01T02:00:00.1239+02:00", "first(any) > 2026-01-01T00:00:00.123Z")]
    [InlineData("count(\"X\" where (paid) between 2026-01-01 and 2026-02-01) > 0",
        "count(\"X\" where (paid) between 2026-01-01 and 2026-02-01) > 0")]
    public void Text_is_printed_in_its_canonical_form(string text, string canonical)
    {
        string printed = Printer.Print(Parsed(text));
        printed.ShouldBe(canonical);
        Printer.Print(Parsed(printed)).ShouldBe(canonical);
    }

    private static Condition Parsed(string text)
    {
        ParseResult result = SegmentParser.ParseSyntax(text);
        result.Errors.ShouldBeEmpty();
        return result.Condition!;
    }
}
