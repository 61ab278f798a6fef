using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language;

/// <summary>What is wrong with a definition, and where.</summary>
/// <param name="Span">The place in the definition's text.</param>
/// <param name="Message">The whole error as a sentence, without the place.</param>
public sealed record LanguageError(SourceSpan Span, string Message)
{
    /// <summary>Line, from 1.</summary>
    public int Line => Span.Line;

    /// <summary>Column, from 1, in characters.</summary>
    public int Column => Span.Column;

    /// <summary>Length in characters.</summary>
    public int Length => Span.Length;

    /// <summary>What stands there; null when nothing in the text is to blame.</summary>
    public string? Found { get; init; }

    /// <summary>What should stand there; null when there is no short answer.</summary>
    public string? Expected { get; init; }

    /// <summary>The nearest known name; null when none is near.</summary>
    public string? Suggestion { get; init; }

    /// <summary>It can be understood, but is refused where somebody defines it: what was saved before goes on.</summary>
    internal bool IsForNewRulesOnly { get; init; }

    public override string ToString() => $"{Line}:{Column}: {Message}";

    internal static LanguageError Unexpected(
        SourceSpan span, string found, string expected, string? suggestion = null) =>
        new(span, $"Expected {expected}, found {found}{DidYouMean(suggestion)}.")
        {
            Found = found,
            Expected = expected,
            Suggestion = suggestion,
        };

    internal static string DidYouMean(string? suggestion) =>
        suggestion is null ? "" : $" (did you mean {suggestion}?)";
}
