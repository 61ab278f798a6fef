using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>What may follow a value to make a condition of it.</summary>
internal sealed partial class Grammar
{
    private Node ReadComparison()
    {
        SourceSpan start = reader.Current.Span;
        Node node = ReadAdditive();
        if (node is not Value left) return node;
        Token token = reader.Current;
        if (ComparisonOf(token) is { } comparison)
        {
            reader.Take();
            return new Comparison(left, comparison, ReadValue()) { Span = reader.SpanFrom(start) };
        }

        if (token.Kind != TokenKind.Name) return left;
        return token.Text switch
        {
            "between" => ReadBetween(left, start),
            "in" when reader.Next.Kind != TokenKind.Duration => ReadIn(left, start),
            "contains" => ReadTextTest(left, TextOperator.Contains, start),
            "startsWith" => ReadTextTest(left, TextOperator.StartsWith, start),
            "endsWith" => ReadTextTest(left, TextOperator.EndsWith, start),
            "matches" => ReadMatches(left, start),
            _ => left,
        };
    }

    private static ComparisonOperator? ComparisonOf(Token token)
    {
        if (token.Kind != TokenKind.Symbol) return null;
        return token.Text switch
        {
            "==" => ComparisonOperator.Equal,
            "!=" => ComparisonOperator.NotEqual,
            "<" => ComparisonOperator.Less,
            "<=" => ComparisonOperator.LessOrEqual,
            ">" => ComparisonOperator.Greater,
            ">=" => ComparisonOperator.GreaterOrEqual,
            _ => null,
        };
    }

    private Between ReadBetween(Value operand, SourceSpan start)
    {
        reader.Expect("between");
        Value low = ReadValue();
        reader.Expect("and");
        return new Between(operand, low, ReadValue()) { Span = reader.SpanFrom(start) };
    }

    private Condition ReadIn(Value operand, SourceSpan start)
    {
        reader.Expect("in");
        if (reader.Current.IsSymbol("["))
            return new OneOf(operand, ReadOptions()) { Span = reader.SpanFrom(start) };
        if (reader.Current.Kind is not TokenKind.Name || reader.Current.Text is "true" or "false")
            throw reader.Unexpected("a list such as [\"a\", \"b\"], a trait or property, or a duration such as 30d");
        return new ItemOf(operand, ReadValue()) { Span = reader.SpanFrom(start) };
    }

    private TreeList<Literal> ReadOptions()
    {
        reader.Expect("[");
        List<Literal> options = [];
        do
        {
            options.Add(ReadLiteral());
        }
        while (reader.TryTake(","));
        if (!reader.Current.IsSymbol("]")) throw reader.Unexpected("',' or ']'");
        reader.Take();
        return [.. options];
    }

    private Literal ReadLiteral()
    {
        Token token = reader.Current;
        bool isLiteral = token.Kind is TokenKind.Text or TokenKind.Number or TokenKind.Duration or TokenKind.Moment
            || token.IsName("true") || token.IsName("false") || token.IsSymbol("-");
        return isLiteral && ReadPrimary() is Literal literal
            ? literal
            : throw reader.Unexpected("a text in quotes, a number, a date, true or false");
    }

    private TextTest ReadTextTest(Value operand, TextOperator test, SourceSpan start)
    {
        reader.Take();
        string text = reader.Expect(TokenKind.Text, "a text in quotes").Text;
        return new TextTest(operand, test, text) { Span = reader.SpanFrom(start) };
    }

    private Matches ReadMatches(Value operand, SourceSpan start)
    {
        reader.Take();
        string pattern = reader.Expect(TokenKind.Text, "a regular expression in quotes").Text;
        return new Matches(operand, pattern) { Span = reader.SpanFrom(start) };
    }
}
