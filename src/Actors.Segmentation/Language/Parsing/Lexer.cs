using System.Globalization;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Cuts a definition into tokens.</summary>
internal sealed class Lexer
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "..", "<", ">", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/"];

    private readonly TextCursor cursor;
    private readonly List<Token> tokens = [];

    private Lexer(string text) => cursor = new TextCursor(text);

    /// <summary>All tokens, the last of them <see cref="TokenKind.End"/>; throws <see cref="SyntaxFailure"/>.</summary>
    public static List<Token> Read(string text)
    {
        var lexer = new Lexer(text);
        while (lexer.ReadOne())
        {
        }

        return lexer.tokens;
    }

    private bool ReadOne()
    {
        while (!cursor.IsAtEnd && cursor.Current is ' ' or '\t' or '\r' or '\n' or '\u00a0') cursor.Skip(1);
        SourceSpan mark = cursor.Mark();
        if (cursor.IsAtEnd) return Add(new Token(TokenKind.End, "", mark)) && false;
        char first = cursor.Current;
        if (char.IsAsciiDigit(first)) return Add(ReadDigits(mark));
        if (first == '"') return Add(TextReader.Read(cursor));
        if (IsNameStart(first)) return Add(ReadName(mark));
        return Add(ReadSymbol(mark));
    }

    private bool Add(Token token)
    {
        tokens.Add(token);
        return true;
    }

    private static bool IsNameStart(char unit) => char.IsLetter(unit) || unit is '_' or '$' || char.IsSurrogate(unit);

    private static bool IsNamePart(char unit) =>
        IsNameStart(unit) || char.IsDigit(unit) ||
        char.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Whether a name can be written without quotes.</summary>
    public static bool IsPlainName(string name) =>
        name.Length > 0 && IsNameStart(name[0]) && name.All(IsNamePart) && !HasLoneSurrogate(name);

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }

    private Token ReadName(SourceSpan mark)
    {
        while (!cursor.IsAtEnd && IsNamePart(cursor.Current)) cursor.Skip(1);
        string name = cursor.From(mark.Start);
        SourceSpan span = cursor.Span(mark);
        if (HasLoneSurrogate(name)) throw Fail(span, "half of a surrogate pair is no character");
        return new Token(TokenKind.Name, Nfc.Normalize(name), span);
    }

    private Token ReadSymbol(SourceSpan mark)
    {
        // The typographic minus of word processors.
        if (cursor.Current == '\u2212') return Symbol("-", 1);
        if (cursor.Starts("<>")) throw Mistaken("<>", "!=");
        if (cursor.Starts("===")) throw Mistaken("===", "==");
        foreach (string symbol in Symbols)
        {
            if (cursor.Starts(symbol)) return Symbol(symbol, symbol.Length);
        }

        string found = cursor.Current.ToString();
        cursor.Skip(1);
        throw found switch
        {
            "=" => new SyntaxFailure(LanguageError.Unexpected(cursor.Span(mark), "'='", "a comparison", "==")),
            "&" => new SyntaxFailure(LanguageError.Unexpected(cursor.Span(mark), "'&'", "a word or symbol", "and")),
            "|" => new SyntaxFailure(LanguageError.Unexpected(cursor.Span(mark), "'|'", "a word or symbol", "or")),
            "!" => new SyntaxFailure(LanguageError.Unexpected(cursor.Span(mark), "'!'", "a word or symbol", "not")),
            "'" or "“" or "”" or "«" => new SyntaxFailure(
                LanguageError.Unexpected(cursor.Span(mark), found, "a text in straight double quotes", "\"")),
            _ => Fail(cursor.Span(mark), $"the character {Printable(found[0])} has no meaning here"),
        };

        SyntaxFailure Mistaken(string written, string meant)
        {
            cursor.Skip(written.Length);
            return new SyntaxFailure(LanguageError.Unexpected(cursor.Span(mark), $"'{written}'", "a comparison", meant));
        }

        Token Symbol(string text, int units)
        {
            cursor.Skip(units);
            return new Token(TokenKind.Symbol, text, cursor.Span(mark));
        }
    }

    private static string Printable(char unit) =>
        char.IsControl(unit) || char.IsSurrogate(unit) ? $"U+{(int)unit:X4}" : $"'{unit}'";

    private Token ReadDigits(SourceSpan mark)
    {
        if (tokens.Count > 0 && tokens[^1].IsSymbol(".")) RefuseNameOfDigits(mark);
        if (MomentReader.TryRead(cursor, mark) is { } moment) return moment;
        SkipDigits();
        bool isWhole = true;
        if (cursor.Current == '.' && char.IsAsciiDigit(cursor.Peek(1)))
        {
            isWhole = false;
            cursor.Skip(1);
            SkipDigits();
        }

        if (cursor.Current is 'e' or 'E') SkipExponent();
        string digits = cursor.From(mark.Start);
        if (IsNamePart(cursor.Current)) return DurationReader.Read(cursor, mark, digits, isWhole, IsNamePart);
        SourceSpan span = cursor.Span(mark);
        if (Amount.TryParseExact(digits, out Amount amount))
            return new Token(TokenKind.Number, digits, span, new NumberLiteral(amount) { Span = span });
        if (Amount.TryParse(digits, out _)) throw Fail(span, "numbers have at most six decimals");
        bool leadingZero = digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
        throw Fail(span, leadingZero ? "a number has no leading zeros" : $"numbers go up to {Amount.MaxReadable}");
    }

    /// <summary>Behind a point a name stands, and no number; before it something, or it is a number cut short.</summary>
    private void RefuseNameOfDigits(SourceSpan mark)
    {
        while (!cursor.IsAtEnd && IsNamePart(cursor.Current)) cursor.Skip(1);
        string name = cursor.From(mark.Start);
        SourceSpan point = tokens[^1].Span;
        bool isNumber = tokens.Count == 1 || tokens[^2].Span.End < point.Start || tokens[^2].Kind == TokenKind.Symbol && !tokens[^2].IsSymbol(")");
        if (isNumber) throw new SyntaxFailure(LanguageError.Unexpected(cursor.Span(point), $"'.{name}'", "a digit before the point", $"0.{name}"));
        throw new SyntaxFailure(
            LanguageError.Unexpected(cursor.Span(mark), $"'{name}'", "a name; one that begins with a digit stands in quotes", $"\"{name}\""));
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(cursor.Current)) cursor.Skip(1);
    }

    private void SkipExponent()
    {
        int sign = cursor.Peek(1) is '+' or '-' ? 1 : 0;
        if (!char.IsAsciiDigit(cursor.Peek(1 + sign))) return;
        cursor.Skip(1 + sign);
        SkipDigits();
    }

    internal static SyntaxFailure Fail(SourceSpan span, string message) =>
        new(new LanguageError(span, char.ToUpperInvariant(message[0]) + message[1..] + "."));
}
