using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Checking;

namespace Actors.Segmentation.Catalogs;

/// <summary>What definitions look at that nobody has brought yet: perhaps written wrongly, perhaps coming tomorrow.</summary>
public static class UnknownNames
{
    /// <summary>Of each rule that parses, the unknown events and traits, with the nearest known name.</summary>
    public static IReadOnlyList<CatalogError> In(CatalogDefinition definition, KnownNames known)
    {
        List<CatalogError> unknown = [];
        for (int i = 0; i < definition.Segments.Count; i++) Add(unknown, $"/segments/{i}/when", definition.Segments[i].When, known);
        for (int i = 0; i < definition.Segmentations.Count; i++)
        {
            IReadOnlyList<CaseDefinition> cases = definition.Segmentations[i].Segments;
            for (int j = 0; j < cases.Count; j++) Add(unknown, $"/segmentations/{i}/segments/{j}/when", cases[j].When, known);
        }
        return unknown;
    }

    private static void Add(List<CatalogError> unknown, string pointer, string? when, KnownNames known)
    {
        if (when is null || SegmentParser.ParseSaved(when).Condition is not { } condition) return;
        unknown.AddRange(NameChecker.Check(condition, known)
            .Select(error => new CatalogError(pointer, error.Message, error.Line, error.Column)));
    }
}
