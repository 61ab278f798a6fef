using Actors.Segmentation.Catalogs;

namespace Actors.Api.Segments;

/// <summary>From a pointer into a catalog to the address of the definition it points into.</summary>
internal static class DefinitionPlaces
{
    /// <summary>
    /// <c>/segmentations/0/segments/2/when</c> → <c>lifecycle/lost</c>; null for a pointer to no definition.
    /// </summary>
    public static string? AddressOf(string pointer, CatalogDefinition catalog)
    {
        string[] parts = pointer.Split('/');
        if (parts.Length < 3 || !int.TryParse(parts[2], out int place))
        {
            return null;
        }
        if (parts[1] == "segments")
        {
            return catalog.Segments.ElementAtOrDefault(place)?.Key;
        }
        SegmentationDefinition? segmentation = parts[1] == "segmentations"
            ? catalog.Segmentations.ElementAtOrDefault(place)
            : null;
        bool inCase = parts.Length > 4 && parts[3] == "segments" && int.TryParse(parts[4], out place);
        return inCase && segmentation?.Segments.ElementAtOrDefault(place) is { } segment
            ? $"{segmentation.Key}/{segment.Key}"
            : segmentation?.Key;
    }
}
