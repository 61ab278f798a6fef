using System.Globalization;
using System.Text;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Reads a text in quotes, with the escapes of JSON, into NFC.</summary>
internal static class TextReader
{
    public static Token Read(TextCursor cursor)
    {
        SourceSpan mark = cursor.Mark();
        var text = new StringBuilder();
        cursor.Skip(1);
        while (cursor.Current != '"' || cursor.IsAtEnd)
        {
            if (cursor.IsAtEnd || cursor.Current is '\n' or '\r')
                throw Lexer.Fail(cursor.Span(mark), "this text is not closed by a quotation mark on its line");
            if (cursor.Current < ' ')
                throw Lexer.Fail(cursor.Span(cursor.Mark()), "a control character in a text is written as an escape");
            if (cursor.Current == '\\') text.Append(ReadEscape(cursor));
            else
            {
                text.Append(cursor.Current);
                cursor.Skip(1);
            }
        }

        cursor.Skip(1);
        string decoded = text.ToString();
        SourceSpan span = cursor.Span(mark);
        if (!IsWellFormed(decoded)) throw Lexer.Fail(span, "half of a surrogate pair is no character");
        return new Token(TokenKind.Text, Nfc.Normalize(decoded), span);
    }

    private static char ReadEscape(TextCursor cursor)
    {
        SourceSpan mark = cursor.Mark();
        char kind = cursor.Peek(1);
        if (kind == 'u') return ReadCodeUnit(cursor, mark);
        int index = "\"\\/bfnrt".IndexOf(kind, StringComparison.Ordinal);
        if (index < 0 || kind == '\0')
        {
            cursor.Skip(1);
            throw Lexer.Fail(
                cursor.Span(mark), "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits");
        }

        cursor.Skip(2);
        return "\"\\/\b\f\n\r\t"[index];
    }

    private static char ReadCodeUnit(TextCursor cursor, SourceSpan mark)
    {
        ReadOnlySpan<char> rest = cursor.Rest;
        if (rest.Length >= 6 && ushort.TryParse(
            rest[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
        {
            cursor.Skip(6);
            return (char)unit;
        }

        cursor.Skip(2);
        throw Lexer.Fail(cursor.Span(mark), "\\u needs four hex digits");
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int units) != System.Buffers.OperationStatus.Done) return false;
            text = text[units..];
        }

        return true;
    }
}
