using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>
/// The grammar, by recursive descent. From loose to tight: or, and, not, comparison, + −, * /. A parenthesis may hold a
/// condition or a value, so expressions are read as nodes and told apart where one of the two is needed.
/// </summary>
internal sealed partial class Grammar(List<Token> tokens)
{
    private readonly TokenReader reader = new(tokens);
    private Scope scope = Scope.Customer;

    /// <summary>What a bare name means.</summary>
    private enum Scope
    {
        Customer,
        Event,
        Element,
    }

    public Condition ReadDefinition()
    {
        Condition condition = ReadCondition();
        if (reader.Current.Kind != TokenKind.End) throw UnexpectedRest("'and', 'or' or the end of the text");
        return condition;
    }

    private Condition ReadCondition() => ToCondition(ReadExpression());

    private Node ReadExpression()
    {
        reader.Enter();
        Node node = ReadOr();
        reader.Leave();
        return node;
    }

    private Node ReadOr()
    {
        SourceSpan start = reader.Current.Span;
        Node first = ReadAnd();
        if (!reader.Current.IsName("or")) return first;
        List<Condition> terms = [ToCondition(first)];
        while (reader.TryTake("or")) terms.Add(ToCondition(ReadAnd()));
        return new Or([.. terms]) { Span = reader.SpanFrom(start) };
    }

    private Node ReadAnd()
    {
        SourceSpan start = reader.Current.Span;
        Node first = ReadNot();
        if (!reader.Current.IsName("and")) return first;
        List<Condition> terms = [ToCondition(first)];
        while (reader.TryTake("and")) terms.Add(ToCondition(ReadNot()));
        return new And([.. terms]) { Span = reader.SpanFrom(start) };
    }

    private Node ReadNot()
    {
        SourceSpan start = reader.Current.Span;
        if (!reader.TryTake("not")) return ReadComparison();
        reader.Enter();
        Condition operand = ToCondition(ReadNot());
        reader.Leave();
        return new Not(operand) { Span = reader.SpanFrom(start) };
    }

    private Value ReadValue()
    {
        SourceSpan start = reader.Current.Span;
        return ToValue(ReadAdditive(), start);
    }

    private Node ReadAdditive()
    {
        SourceSpan start = reader.Current.Span;
        Node left = ReadMultiplicative();
        int chain = 0;
        while (reader.Current.IsSymbol("+") || reader.Current.IsSymbol("-"))
        {
            reader.Enter();
            chain++;
            ArithmeticOperator operation =
                reader.Take().Text == "+" ? ArithmeticOperator.Add : ArithmeticOperator.Subtract;
            SourceSpan rightStart = reader.Current.Span;
            Value right = ToValue(ReadMultiplicative(), rightStart);
            left = new Arithmetic(ToValue(left, start), operation, right) { Span = reader.SpanFrom(start) };
        }

        reader.Leave(chain);
        return left;
    }

    private Node ReadMultiplicative()
    {
        SourceSpan start = reader.Current.Span;
        Node left = ReadPrimary();
        int chain = 0;
        while (reader.Current.IsSymbol("*") || reader.Current.IsSymbol("/"))
        {
            reader.Enter();
            chain++;
            ArithmeticOperator operation =
                reader.Take().Text == "*" ? ArithmeticOperator.Multiply : ArithmeticOperator.Divide;
            SourceSpan rightStart = reader.Current.Span;
            Value right = ToValue(ReadPrimary(), rightStart);
            left = new Arithmetic(ToValue(left, start), operation, right) { Span = reader.SpanFrom(start) };
        }

        reader.Leave(chain);
        return left;
    }

    private Node ReadPrimary()
    {
        Token token = reader.Current;
        if (rowAwaitsEvent) return ReadRowStart();
        if (token.IsSymbol("(")) return ReadParentheses();
        if (token.IsSymbol("-")) return ReadNegative();
        switch (token.Kind)
        {
            case TokenKind.Number or TokenKind.Duration or TokenKind.Moment:
                reader.CountNode(token.Span);
                return reader.Take().Literal!;
            case TokenKind.Text:
                reader.Take();
                return new TextLiteral(token.Text) { Span = reader.CountNode(token.Span) };
            case TokenKind.Name when token.Text is "true" or "false":
                reader.Take();
                return new BooleanLiteral(token.Text == "true") { Span = reader.CountNode(token.Span) };
            case TokenKind.Name:
                return scope == Scope.Customer ? ReadOfCustomer() : ReadOfEvent();
            default:
                throw reader.Unexpected("a condition or a value");
        }
    }

    private Node ReadParentheses()
    {
        reader.Expect("(");
        Node inner = ReadExpression();
        if (!reader.Current.IsSymbol(")")) throw UnexpectedRest("')', 'and' or 'or'");
        reader.Take();
        // Directly after an operand 'between' compares; a parenthesis closes the condition, so that a window may
        // follow.
        bool isWindow = reader.Current.IsName("between") && reader.Next.Kind == TokenKind.Moment;
        return scope == Scope.Event && isWindow && inner is Property or ContextProperty ? ToCondition(inner) : inner;
    }

    private NumberLiteral ReadNegative()
    {
        SourceSpan start = reader.Take().Span;
        Token number = reader.Expect(TokenKind.Number, "a number after the minus sign");
        Amount amount = ((NumberLiteral)number.Literal!).Number;
        return new NumberLiteral(-amount) { Span = reader.SpanFrom(start) };
    }

    /// <summary>A bare trait or property is a condition; any other value needs a comparison after it.</summary>
    private Condition ToCondition(Node node) => node switch
    {
        Condition condition => condition,
        Trait or AccountTrait or TableField or Property or ElementProperty or ContextProperty =>
            new IsTrue((Value)node) { Span = reader.CountNode(node.Span) },
        _ => throw UnexpectedRest("a comparison such as == or between"),
    };

    private static Value ToValue(Node node, SourceSpan start)
    {
        if (node is Value value) return value;
        throw new SyntaxFailure(
            LanguageError.Unexpected(
                start with { Length = Math.Max(node.Span.Length, start.Length) }, "a condition", "a value"));
    }

    /// <summary>Says what was probably meant by a word that cannot follow here.</summary>
    private SyntaxFailure UnexpectedRest(string expected)
    {
        Token token = reader.Current;
        if (ComparisonOf(token) is not null && expected[0] != 'a')
            return Lexer.Fail(token.Span, "comparisons do not chain, and conditions are not compared; join two of them with 'and'");
        bool isWindow = token.IsName("in") && reader.Next.Kind == TokenKind.Duration;
        if (isWindow || token.IsName("where"))
        {
            string what = isWindow ? "a window" : "where";
            return Lexer.Fail(
                token.Span, $"{what} stands inside an aggregate's parentheses, as in count(\"Order\" where … in 30d)");
        }

        if (token.IsName("not") && reader.Next.Kind == TokenKind.Name)
            return Lexer.Fail(token.Span, $"'not' stands before the whole condition, as in not (trait.a {reader.Next.Text} …)");
        if (token.IsSymbol(",") && reader.Previous.Kind == TokenKind.Number && reader.Next.Kind == TokenKind.Number)
            return reader.Unexpected(expected, $"{reader.Previous.Text}.{reader.Next.Text}");
        if (token.IsName("is") && reader.Next.IsName("not"))
            return reader.Unexpected(expected, "!=");
        return token.Kind == TokenKind.Name && Vocabulary.Foreign.TryGetValue(token.Text, out string? meant)
            ? reader.Unexpected(expected, meant)
            : reader.Unexpected(expected, ["and", "or", .. Vocabulary.Connectives]);
    }
}
