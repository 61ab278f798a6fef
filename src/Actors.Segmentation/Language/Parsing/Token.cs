using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

internal enum TokenKind
{
    End,
    Name,
    Text,
    Number,
    Duration,
    Moment,
    Symbol,
}

/// <summary>A word of a definition.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Text">The name, the decoded text, or the symbol in its canonical spelling.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Literal">The value of a number, duration, date or instant.</param>
internal sealed record Token(TokenKind Kind, string Text, SourceSpan Span, Literal? Literal = null)
{
    public bool Is(string symbolOrName) => Kind is TokenKind.Symbol or TokenKind.Name && Text == symbolOrName;

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;

    /// <summary>How an error calls it.</summary>
    public string Description => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.Text => $"the text {Quoted(Text)}",
        TokenKind.Number => $"the number {Text}",
        TokenKind.Duration => $"the duration {Text}",
        TokenKind.Moment => $"the date {Text}",
        _ => $"'{Text}'",
    };

    private static string Quoted(string text) => text.Length <= 40 ? $"\"{text}\"" : $"\"{text[..37]}…\"";
}

/// <summary>Carries the first error out of the parser; never leaves this folder.</summary>
internal sealed class SyntaxFailure(LanguageError error) : Exception
{
    public LanguageError Error { get; } = error;
}
