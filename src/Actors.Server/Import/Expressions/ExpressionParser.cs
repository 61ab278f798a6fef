using System.Globalization;
using NodaTime;

namespace Actors.Server.Import.Expressions;

/// <summary>What an expression may refer to.</summary>
/// <param name="Columns">Header of the CSV file.</param>
internal sealed record ExpressionContext(IReadOnlyList<string> Columns, DateTimeZone Zone, char DecimalMark);

/// <summary>
/// Recursive descent, loosest first: <c>or</c>, <c>and</c>, <c>not</c>, comparison, <c>&amp;</c>, <c>+ −</c>, <c>*
/// /</c>.
/// </summary>
internal sealed class ExpressionParser
{
    private const int DepthMax = 64;
    private readonly List<Token> _tokens;
    private readonly ExpressionContext _context;
    private readonly Func<int, string, Exception> _error;
    private int _next;
    private int _depth;

    private ExpressionParser(string text, ExpressionContext context, Func<int, string, Exception> error)
    {
        _tokens = Lexer.Tokens(text, error);
        _context = context;
        _error = error;
    }

    private Token Current => _tokens[_next];

    /// <param name="error">Makes the exception for an offset in <paramref name="text"/> and a sentence.</param>
    public static Expression Parse(string text, ExpressionContext context, Func<int, string, Exception> error)
    {
        var parser = new ExpressionParser(text, context, error);
        Expression expression = parser.Or();
        return parser.Current.Kind == TokenKind.End
            ? expression
            : throw error(parser.Current.At, $"found {parser.Current.Found}, expected an operator or the end");
    }

    private Expression Or()
    {
        if (++_depth > DepthMax)
        {
            throw _error(Current.At, $"nested deeper than {DepthMax} levels");
        }
        Expression left = And();
        while (Take("or"))
        {
            left = new Either(left, And());
        }
        _depth--;
        return left;
    }

    private Expression And()
    {
        Expression left = Not();
        while (Take("and"))
        {
            left = new Both(left, Not());
        }
        return left;
    }

    private Expression Not()
    {
        bool negated = false;
        while (Take("not"))
        {
            negated = !negated;
        }
        return negated ? new Negation(Compare()) : Compare();
    }

    private Expression Compare()
    {
        Expression left = Concatenate();
        if (Current.Kind == TokenKind.Symbol && Current.Text is "==" or "!=" or "<" or "<=" or ">" or ">=")
        {
            return new Comparison(_tokens[_next++].Text, left, Concatenate());
        }
        if (Current.Kind == TokenKind.Name && Current.Text is "startsWith" or "endsWith" or "contains")
        {
            return new TextTest(_tokens[_next++].Text, left, Concatenate());
        }
        return Take("in") ? new OneOf(left, Options()) : left;
    }

    private List<Expression> Options()
    {
        Expect("[");
        var options = new List<Expression> { Concatenate() };
        while (Take(","))
        {
            options.Add(Concatenate());
        }
        Expect("]");
        return options;
    }

    private Expression Concatenate()
    {
        Expression left = Add();
        while (Take("&"))
        {
            left = new Concatenation(left, Add());
        }
        return left;
    }

    private Expression Add()
    {
        Expression left = Multiply();
        while (Current.Is("+") || Current.Is("-"))
        {
            left = new Arithmetic(_tokens[_next++].Text[0], left, Multiply());
        }
        return left;
    }

    private Expression Multiply()
    {
        Expression left = Sign();
        while (Current.Is("*") || Current.Is("/"))
        {
            left = new Arithmetic(_tokens[_next++].Text[0], left, Sign());
        }
        return left;
    }

    private Expression Sign() => Take("-") ? new Arithmetic('-', new Literal(MapValue.Of(0m)), Primary()) : Primary();

    private Expression Primary()
    {
        Token token = _tokens[_next++];
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new Literal(MapValue.Of(token.Text));
            case TokenKind.Number:
                return decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture,
                    out decimal number)
                    ? new Literal(MapValue.Of(number))
                    : throw _error(token.At, $"{token.Found} is not a number");
            case TokenKind.Column:
                return Column(token);
            case TokenKind.Name when token.Text is "true" or "false":
                return new Literal(MapValue.Of(token.Text == "true"));
            case TokenKind.Name when Current.Is("("):
                return Call(token);
            case TokenKind.Name:
                return Column(token);
            case TokenKind.Symbol when token.Text == "(":
                Expression inner = Or();
                Expect(")");
                return inner;
            default:
                throw _error(token.At, $"found {token.Found}, expected a column, a value or a function");
        }
    }

    private Expression Call(Token name)
    {
        Expect("(");
        var arguments = new List<Expression>();
        if (!Current.Is(")"))
        {
            do
            {
                arguments.Add(Or());
            }
            while (Take(","));
        }
        Expect(")");
        return Functions.Make(name.Text, arguments, _context.Zone, _context.DecimalMark)
            ?? throw _error(name.At, Functions.Names.Contains(name.Text)
                ? $"{name.Text} does not take {arguments.Count} arguments"
                : $"there is no function {name.Text}; there are {string.Join(", ", Functions.Names)}");
    }

    private ColumnValue Column(Token token)
    {
        for (int i = 0; i < _context.Columns.Count; i++)
        {
            if (_context.Columns[i] == token.Text)
            {
                return new(token.Text, i);
            }
        }
        throw _error(token.At, $"the file has no column {token.Text}; it has {string.Join(", ", _context.Columns)}");
    }

    private bool Take(string symbolOrWord)
    {
        if (!Current.Is(symbolOrWord))
        {
            return false;
        }
        _next++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            throw _error(Current.At, $"found {Current.Found}, expected '{symbol}'");
        }
    }
}
