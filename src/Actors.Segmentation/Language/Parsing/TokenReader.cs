using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Walks over the tokens, keeps the bounds and words the errors.</summary>
internal sealed class TokenReader(List<Token> tokens)
{
    private int at;
    private int depth;
    private int nodes;

    public Token Current => tokens[at];

    public Token Next => tokens[Math.Min(at + 1, tokens.Count - 1)];

    public Token Previous => tokens[Math.Max(at - 1, 0)];

    public Token Take()
    {
        Token token = tokens[at];
        if (token.Kind != TokenKind.End) at++;
        return token;
    }

    public bool TryTake(string symbolOrName)
    {
        if (!Current.Is(symbolOrName)) return false;
        Take();
        return true;
    }

    public Token Expect(string symbolOrName)
    {
        if (!Current.Is(symbolOrName)) throw Unexpected($"'{symbolOrName}'");
        return Take();
    }

    public Token Expect(TokenKind kind, string expected)
    {
        if (Current.Kind != kind) throw Unexpected(expected);
        return Take();
    }

    /// <summary>The current token is not what should stand here; near names are suggested from those given.</summary>
    public SyntaxFailure Unexpected(string expected, IEnumerable<string>? known = null)
    {
        string? suggestion = Current.Kind == TokenKind.Name && known is not null
            ? NearestName.Find(Current.Text, known)
            : null;
        if (suggestion == Current.Text) suggestion = null;
        return new SyntaxFailure(LanguageError.Unexpected(Current.Span, Current.Description, expected, suggestion));
    }

    /// <summary>The current token is not what should stand here; what was meant is known.</summary>
    public SyntaxFailure Unexpected(string expected, string meant) =>
        new(LanguageError.Unexpected(Current.Span, Current.Description, expected, meant));

    /// <summary>The names that follow each other from here on, as one text.</summary>
    public string NamesFromHere()
    {
        int end = at;
        while (tokens[end].Kind == TokenKind.Name) end++;
        return string.Join(' ', tokens[at..end].Select(token => token.Text));
    }

    /// <summary>The span of a new node, from a token to the last one taken.</summary>
    public SourceSpan SpanFrom(SourceSpan start)
    {
        CountNode(start);
        SourceSpan end = Previous.Span;
        if (end.End <= start.Start) return start;
        // On one line characters are columns; over several lines the length is counted in units, which is close enough
        // for underlining and exact for the plain text.
        int length = end.Line == start.Line ? end.Column + end.Length - start.Column : end.End - start.Start;
        return start with { Length = length, End = end.End };
    }

    /// <summary>Counts one node against the bound; <see cref="SpanFrom"/> does so itself.</summary>
    public SourceSpan CountNode(SourceSpan span)
    {
        if (++nodes > LanguageLimits.NodesMax)
            throw Lexer.Fail(span, $"a definition has at most {LanguageLimits.NodesMax} conditions and values");
        return span;
    }

    /// <summary>Goes one level deeper; every call is matched by <see cref="Leave"/>.</summary>
    public void Enter(int levels = 1)
    {
        depth += levels;
        if (depth > LanguageLimits.DepthMax)
            throw Lexer.Fail(Current.Span, $"a definition nests at most {LanguageLimits.DepthMax} deep");
    }

    public void Leave(int levels = 1) => depth -= levels;
}
