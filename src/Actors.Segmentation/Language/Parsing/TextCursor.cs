using System.Text;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>A place in a text that knows its line and its column in characters.</summary>
internal sealed class TextCursor(string text)
{
    private int columnAt;
    private int column = 1;
    private int line = 1;

    public int At { get; private set; }

    public bool IsAtEnd => At >= text.Length;

    public char Current => Peek(0);

    public char Peek(int ahead) => At + ahead < text.Length ? text[At + ahead] : '\0';

    public bool Starts(string expected) => text.AsSpan(At).StartsWith(expected, StringComparison.Ordinal);

    public ReadOnlySpan<char> Rest => text.AsSpan(At);

    public string From(int start) => text[start..At];

    public void Skip(int units)
    {
        for (int i = 0; i < units; i++)
        {
            char unit = text[At++];
            bool endsLine = unit == '\n' || (unit == '\r' && Current != '\n');
            if (endsLine) (line, columnAt, column) = (line + 1, At, 1);
        }
    }

    /// <summary>Marks this place; <see cref="Span"/> makes a span of it and the place then reached.</summary>
    public SourceSpan Mark() => new(line, ColumnHere(), 0, At, At);

    public SourceSpan Span(SourceSpan mark) =>
        mark with { Length = Characters(text.AsSpan(mark.Start, At - mark.Start)), End = At };

    private int ColumnHere()
    {
        column += Characters(text.AsSpan(columnAt, At - columnAt));
        columnAt = At;
        return column;
    }

    /// <summary>Characters in a piece of text: a pair of surrogates is one, a lone one too.</summary>
    private static int Characters(ReadOnlySpan<char> piece)
    {
        int count = 0;
        while (!piece.IsEmpty)
        {
            Rune.DecodeFromUtf16(piece, out _, out int units);
            piece = piece[units..];
            count++;
        }

        return count;
    }
}
