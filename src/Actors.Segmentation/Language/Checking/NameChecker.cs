using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Checking;

/// <summary>
/// Finds names that nobody has seen. An unknown event or trait may come tomorrow: the caller shows it as a warning; an
/// unknown segment is an error to a catalog.
/// </summary>
public static class NameChecker
{
    /// <summary>The unknown names of a tree with the nearest known ones, in the order of the text.</summary>
    public static IReadOnlyList<LanguageError> Check(Condition condition, KnownNames known) =>
        [.. Children.SelfAndDescendants(condition).Select(node => CheckNode(node, known)).OfType<LanguageError>()];

    private static LanguageError? CheckNode(Node node, KnownNames known) => node switch
    {
        EventSelector { Name: { } name } => Look(node, "event", name, known.Events),
        Trait trait => Look(node, "trait", trait.Path[0], known.Traits),
        Member member => Look(node, "segment", member.Segment.ToString(), known.Segments),
        WasMember was => Look(node, "segment", was.Segment.ToString(), known.Segments),
        Lookalike lookalike => Look(node, "segment", lookalike.Segment.ToString(), known.Segments),
        TableField field => Look(node, "table", field.Table, known.Tables),
        Cluster cluster => Look(node, "clustering", cluster.Clustering, known.Clusterings),
        _ => null,
    };

    private static LanguageError? Look(Node node, string kind, string name, IReadOnlyCollection<string>? known)
    {
        if (known is null || known.Contains(name)) return null;
        string? nearest = NearestName.Find(name, known);
        return new LanguageError(node.Span, $"No {kind} '{name}' is known{LanguageError.DidYouMean(nearest)}.")
        {
            Found = name,
            Expected = $"a known {kind}",
            Suggestion = nearest,
        };
    }
}
