namespace Actors.Segmentation.Language;

/// <summary>The bounds of one definition. Beyond them is an error that names the bound, never a slow catalog.</summary>
public static class LanguageLimits
{
    /// <summary>Length of the text, in bytes of UTF-8.</summary>
    public const int TextBytesMax = 16 * 1024;

    /// <summary>Nesting of conditions and values; a chain of n operators counts n.</summary>
    public const int DepthMax = 64;

    /// <summary>Nodes of the tree.</summary>
    public const int NodesMax = 2_000;

    /// <summary>Aggregates, sequences, model values and other features of one definition.</summary>
    public const int FeaturesMax = 100;

    /// <summary>Length of a regular expression, in UTF-16 units.</summary>
    public const int PatternLengthMax = 500;

    /// <summary>Characters that the counted repetitions of a regular expression may unfold to: <c>[a-z]{1,64}</c> is 64.</summary>
    public const int PatternRepetitionsMax = 1_000;

    /// <summary>Of these, in repetitions of groups, such as <c>(ab|c){10}</c>, which is 30: how far the text has come in each of them may differ, and
    /// every combination costs.</summary>
    public const int PatternGroupRepetitionsMax = 100;

    /// <summary>Longest duration, in years.</summary>
    public const int DurationYearsMax = 200;
}
