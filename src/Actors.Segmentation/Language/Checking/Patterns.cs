using System.Text.RegularExpressions;

namespace Actors.Segmentation.Language.Checking;

/// <summary>Regular expressions that run in time linear in the text.</summary>
public static class Patterns
{
    /// <summary>How every pattern of a definition is compiled.</summary>
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Compiles a pattern, or says why it is refused. Finds the pattern anywhere in a text.</summary>
    public static Regex? TryCompile(string pattern, out string? refusal)
    {
        refusal = null;
        if (pattern.Length > LanguageLimits.PatternLengthMax)
        {
            refusal = $"A regular expression has at most {LanguageLimits.PatternLengthMax} characters;" +
                $" this one has {pattern.Length}.";
            return null;
        }

        try
        {
            return new Regex(pattern, Options);
        }
        catch (RegexParseException failure)
        {
            refusal = $"This is no regular expression, at its character {failure.Offset}: {Reason(failure)}.";
        }
        catch (NotSupportedException failure)
        {
            bool isCost = failure.Message.Contains("nodes", StringComparison.Ordinal);
            refusal = isCost
                ? "This regular expression is too costly: its repetitions unfold to more than 10,000 states."
                : "A regular expression has no back references, lookaround, atomic groups or conditionals:" +
                    " they cannot run in linear time.";
        }

        return null;
    }

    private static string Reason(RegexParseException failure) => failure.Error switch
    {
        RegexParseError.InsufficientClosingParentheses => "a parenthesis is not closed",
        RegexParseError.InsufficientOpeningParentheses => "a parenthesis is closed that was not opened",
        RegexParseError.UnterminatedBracket => "a bracket is not closed",
        RegexParseError.QuantifierAfterNothing => "a repetition follows nothing",
        RegexParseError.NestedQuantifiersNotParenthesized => "two repetitions in a row",
        RegexParseError.ReversedCharacterRange or RegexParseError.ReversedQuantifierRange => "a range is reversed",
        RegexParseError.UnescapedEndingBackslash => "it ends with a backslash",
        RegexParseError.InvalidGroupingConstruct => "this kind of group is not known",
        _ => Words(failure.Error.ToString()),
    };

    /// <summary><c>UnrecognizedEscape</c> → <c>unrecognized escape</c></summary>
    private static string Words(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(letter) : letter.ToString()));
}
