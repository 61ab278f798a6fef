namespace Actors.Server.Import.Expressions;

/// <summary>Cuts an expression into tokens: names, <c>[column names]</c>, numbers, <c>"texts"</c>, symbols.</summary>
internal static class Lexer
{
    private static readonly string[] s_symbols =
        ["==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "&", "(", ")", ",", "]"];

    public static List<Token> Tokens(string text, Func<int, string, Exception> error)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            if (at == text.Length)
            {
                tokens.Add(new(TokenKind.End, "", at));
                return tokens;
            }
            Token token = Next(text, at, tokens.Count > 0 && tokens[^1].Is("in"), error, out int end);
            tokens.Add(token);
            at = end;
        }
    }

    private static Token Next(string text, int at, bool afterIn, Func<int, string, Exception> error, out int end)
    {
        char c = text[at];
        if (char.IsLetter(c) || c == '_')
        {
            end = Run(text, at, static c => char.IsLetterOrDigit(c) || c is '_' or '.');
            return new(TokenKind.Name, text[at..end], at);
        }
        if (char.IsAsciiDigit(c))
        {
            end = Run(text, at, static c => char.IsAsciiDigit(c) || c == '.');
            return new(TokenKind.Number, text[at..end], at);
        }
        if (c == '"')
        {
            return Literal(text, at, error, out end);
        }
        if (c == '[')
        {
            if (afterIn)
            {
                end = at + 1;
                return new(TokenKind.Symbol, "[", at);
            }
            int close = text.IndexOf(']', at);
            end = close >= 0 ? close + 1 : throw error(at, "the [ is never closed");
            return new(TokenKind.Column, text[(at + 1)..close], at);
        }
        foreach (string symbol in s_symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0)
            {
                end = at + symbol.Length;
                return new(TokenKind.Symbol, symbol, at);
            }
        }
        throw error(at, $"'{c}' has no meaning here");
    }

    private static Token Literal(string text, int at, Func<int, string, Exception> error, out int end)
    {
        var value = new System.Text.StringBuilder();
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                value.Append(text[i++]); // a doubled quote is one, as in a spreadsheet
            }
            else if (text[i] == '"')
            {
                end = i + 1;
                return new(TokenKind.Text, value.ToString(), at);
            }
            else
            {
                value.Append(text[i]);
            }
        }
        throw error(at, "the text opened here is never closed");
    }

    private static int Run(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }
        return at;
    }
}
