namespace Actors.Server.Import.Expressions;

internal enum TokenKind
{
    Name,
    Column,
    Number,
    Text,
    Symbol,
    End,
}

/// <param name="At">Offset in the expression, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At)
{
    public bool Is(string symbolOrWord) => Kind is TokenKind.Symbol or TokenKind.Name && Text == symbolOrWord;

    public string Found => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
