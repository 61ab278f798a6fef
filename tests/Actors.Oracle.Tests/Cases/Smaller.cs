using System.Text.Json.Nodes;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Language;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Tests.Cases;

/// <summary>All cases that are one step smaller than another, the boldest steps first.</summary>
internal static class Smaller
{
    public static IEnumerable<Case> Than(Case subject) =>
    [
        .. FewerLines(subject),
        .. FewerDefinitions(subject.Catalog).Select(catalog => subject with { Catalog = catalog }),
        .. subject.Later is null ? [] : FewerDefinitions(subject.Later).Select(later => subject with { Later = later }),
        .. SimplerRules(subject.Catalog).Select(catalog => subject with { Catalog = catalog }),
        .. subject.Later is null ? [] : SimplerRules(subject.Later).Select(later => subject with { Later = later }),
        .. SmallerBodies(subject),
    ];

    private static IEnumerable<Case> FewerLines(Case subject)
    {
        for (int size = subject.Lines.Count / 2; size >= 1; size /= 2)
        {
            for (int at = 0; at + size <= subject.Lines.Count; at += size)
            {
                int before = Math.Clamp(subject.SwitchAfter - at, 0, size);
                yield return subject with
                {
                    Lines = [.. subject.Lines.Take(at), .. subject.Lines.Skip(at + size)],
                    SwitchAfter = subject.SwitchAfter - before,
                };
            }
        }
    }

    private static IEnumerable<CatalogDefinition> FewerDefinitions(CatalogDefinition catalog)
    {
        foreach (SegmentDefinition segment in catalog.Segments)
            yield return catalog with { Segments = [.. catalog.Segments.Where(other => other != segment)] };
        foreach (SegmentationDefinition segmentation in catalog.Segmentations)
        {
            yield return catalog with { Segmentations = [.. catalog.Segmentations.Where(other => other != segmentation)] };
            foreach (CaseDefinition item in segmentation.Segments.Where(item => !item.Otherwise))
            {
                var fewer = segmentation with { Segments = [.. segmentation.Segments.Where(other => other != item)] };
                yield return Replace(catalog, segmentation, fewer);
            }
        }
        if (catalog.Retention is not null) yield return catalog with { Retention = null };
        if (catalog.TimeZone != "UTC") yield return catalog with { TimeZone = "UTC" };
    }

    private static IEnumerable<CatalogDefinition> SimplerRules(CatalogDefinition catalog)
    {
        foreach (SegmentDefinition segment in catalog.Segments)
        {
            foreach (string rule in Simpler(segment.When))
            {
                yield return catalog with
                {
                    Segments = [.. catalog.Segments.Select(other => other == segment ? segment with { When = rule } : other)],
                };
            }
        }
        foreach (SegmentationDefinition segmentation in catalog.Segmentations)
        {
            foreach (CaseDefinition item in segmentation.Segments.Where(item => !item.Otherwise))
            {
                foreach (string rule in Simpler(item.When!))
                {
                    yield return Replace(catalog, segmentation, segmentation with
                    {
                        Segments = [.. segmentation.Segments.Select(other => other == item ? item with { When = rule } : other)],
                    });
                }
            }
        }
    }

    private static CatalogDefinition Replace(
        CatalogDefinition catalog, SegmentationDefinition old, SegmentationDefinition replacement) =>
        catalog with { Segmentations = [.. catalog.Segmentations.Select(other => other == old ? replacement : other)] };

    /// <summary>The rule with a condition replaced by one below it, or an aggregate without its <c>where</c> or window.</summary>
    private static IEnumerable<string> Simpler(string rule)
    {
        if (SegmentParser.Parse(rule).Condition is not { } root) yield break;
        foreach (Node node in Children.SelfAndDescendants(root))
        {
            if (node is EventSelector { Where: { } where } selector)
            {
                string name = rule[selector.Span.Start..where.Span.Start];
                int cut = name.LastIndexOf(" where", StringComparison.Ordinal);
                if (cut > 0) yield return Replaced(rule, selector.Span, name[..cut]);
            }
            if (node is RelativeWindow or SinceWindow or BetweenWindow) yield return Replaced(rule, node.Span, "");
            if (node is not Condition) continue;
            foreach (Node child in Children.Of(node).OfType<Condition>())
                yield return Replaced(rule, node.Span, $"({rule[child.Span.Start..child.Span.End]})");
        }
    }

    private static string Replaced(string rule, SourceSpan span, string by) => rule[..span.Start] + by + rule[span.End..];

    private static IEnumerable<Case> SmallerBodies(Case subject)
    {
        for (int i = 0; i < subject.Lines.Count; i++)
        {
            foreach (string body in SmallerBodies(subject.Lines[i].Body))
            {
                List<Line> lines = [.. subject.Lines];
                lines[i] = lines[i] with { Body = body };
                yield return subject with { Lines = lines };
            }
        }
    }

    private static IEnumerable<string> SmallerBodies(string body)
    {
        if (body.Length == 0) yield break;
        foreach ((string part, JsonNode? content) in JsonNode.Parse(body)!.AsObject())
        {
            if (content is not JsonObject members) continue;
            foreach ((string name, JsonNode? _) in members)
            {
                JsonNode copy = JsonNode.Parse(body)!;
                copy[part]!.AsObject().Remove(name);
                yield return copy.ToJsonString();
            }
        }
    }
}
