using System.Text;
using Actors.Segmentation.Language.Checking;
using Actors.Segmentation.Language.Parsing;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language;

/// <summary>The tree of a definition, or why there is none.</summary>
/// <param name="Condition">The tree; null when there are errors.</param>
/// <param name="Errors">The errors, in the order of the text; empty when there is a tree.</param>
public sealed record ParseResult(Condition? Condition, IReadOnlyList<LanguageError> Errors);

/// <summary>Reads definitions in the segment language. Never throws, whatever the text.</summary>
public static class SegmentParser
{
    /// <summary>Reads a definition and checks its types: what a catalog accepts.</summary>
    public static ParseResult Parse(string text) => Parse(text, static _ => true);

    /// <summary>Reads a definition that a catalog has accepted once: what is refused since then goes on.</summary>
    internal static ParseResult ParseSaved(string text) => Parse(text, static error => !error.IsForNewRulesOnly);

    private static ParseResult Parse(string text, Func<LanguageError, bool> counts)
    {
        ParseResult syntax = ParseSyntax(text);
        if (syntax.Condition is null) return syntax;
        LanguageError[] errors = [.. TypeChecker.Check(syntax.Condition).Where(counts)];
        return errors.Length == 0 ? syntax : new ParseResult(null, errors);
    }

    /// <summary>Reads a definition by its grammar alone: one error at the most, the first.</summary>
    public static ParseResult ParseSyntax(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            RefuseTooLong(text);
            return new ParseResult(new Grammar(Lexer.Read(text)).ReadDefinition(), []);
        }
        catch (SyntaxFailure failure)
        {
            return new ParseResult(null, [failure.Error]);
        }
    }

    private static void RefuseTooLong(string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes <= LanguageLimits.TextBytesMax) return;
        var start = new SourceSpan(1, 1, 0, 0, 0);
        throw Lexer.Fail(start, $"a definition has at most {LanguageLimits.TextBytesMax} bytes; this one has {bytes}");
    }
}
