using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Speaking;

/// <summary>What a rule says, in plain words.</summary>
/// <param name="En">English.</param>
/// <param name="Fr">French.</param>
public sealed record Sentence(string En, string Fr)
{
    /// <summary>Of an <c>otherwise</c>.</summary>
    public static Sentence Everybody { get; } = new("everybody else", "tous les autres");

    /// <summary>What a condition says.</summary>
    public static Sentence Of(Condition condition) => new(new Speaker(isFrench: false).Say(condition), new Speaker(isFrench: true).Say(condition));

    /// <summary>What a rule says; null when it does not parse.</summary>
    public static Sentence? OfRule(string when) => SegmentParser.ParseSaved(when).Condition is { } condition ? Of(condition) : null;
}
