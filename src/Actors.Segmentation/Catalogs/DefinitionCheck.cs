using System.Text.RegularExpressions;

namespace Actors.Segmentation.Catalogs;

/// <summary>What can be wrong with definitions before any rule is read: keys, repeats, the shape of segmentations.</summary>
internal static partial class DefinitionCheck
{
    /// <summary>Units and segments have 16-bit numbers, never given twice: room for many versions.</summary>
    private const int SegmentsMax = 10_000;

    public static void Check(CatalogDefinition definition, List<CatalogError> errors)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        for (int i = 0; i < definition.Segments.Count; i++)
        {
            CheckKey($"/segments/{i}/key", definition.Segments[i].Key, keys, errors);
        }
        keys.Clear();
        for (int i = 0; i < definition.Segmentations.Count; i++)
        {
            CheckKey($"/segmentations/{i}/key", definition.Segmentations[i].Key, keys, errors);
            CheckCases($"/segmentations/{i}/segments", definition.Segmentations[i].Segments, errors);
        }
        int segments = definition.Segments.Count + definition.Segmentations.Sum(segmentation => segmentation.Segments.Count);
        if (segments > SegmentsMax) errors.Add(new CatalogError("", $"A catalog has at most {SegmentsMax} segments; this one has {segments}."));
        if (!Currency().IsMatch(definition.Currency))
        {
            errors.Add(new CatalogError("/currency", $"'{definition.Currency}' is no currency code such as EUR."));
        }
    }

    private static void CheckCases(string pointer, IReadOnlyList<CaseDefinition> cases, List<CatalogError> errors)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        for (int i = 0; i < cases.Count; i++)
        {
            CheckKey($"{pointer}/{i}/key", cases[i].Key, keys, errors);
            bool isLast = i == cases.Count - 1;
            if (isLast && (!cases[i].Otherwise || cases[i].When is not null))
            {
                errors.Add(new CatalogError($"{pointer}/{i}", "The last segment of a segmentation is 'otherwise: true' and has no rule."));
            }
            if (!isLast && (cases[i].Otherwise || cases[i].When is null))
            {
                errors.Add(new CatalogError($"{pointer}/{i}", "Only the last segment of a segmentation is 'otherwise'; all others have a rule."));
            }
        }
        if (cases.Count == 0) errors.Add(new CatalogError(pointer, "A segmentation has at least one segment, its 'otherwise'."));
    }

    private static void CheckKey(string pointer, string key, HashSet<string> keys, List<CatalogError> errors)
    {
        if (!Key().IsMatch(key))
        {
            errors.Add(new CatalogError(pointer, $"'{key}' is no key: lower-case letters, digits, '-' and '_', 64 at most."));
        }
        else if (!keys.Add(key))
        {
            errors.Add(new CatalogError(pointer, $"The key '{key}' is taken."));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9_-]{1,64}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[A-Z]{3}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Currency();
}
