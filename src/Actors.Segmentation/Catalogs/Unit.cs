namespace Actors.Segmentation.Catalogs;

/// <summary>What is decided as one: an overlapping segment, or a whole segmentation.</summary>
/// <param name="Id">Stable number: no later version gives it to another unit. Below 65,536.</param>
/// <param name="Key">Key of the overlapping segment or of the segmentation.</param>
/// <param name="IsSegmentation">Whether exactly one of <paramref name="Segments"/> holds at every instant.</param>
/// <param name="Segments">In order; one for an overlapping segment.</param>
public sealed record Unit(int Id, string Key, string Name, bool IsSegmentation, IReadOnlyList<Segment> Segments);

/// <summary>One segment.</summary>
/// <param name="Id">Stable number, as the unit's. Below 65,536.</param>
/// <param name="Address"><c>segmentation/segment</c>, or the plain key of an overlapping segment.</param>
/// <param name="When">The rule's text; null for <c>otherwise</c>.</param>
/// <param name="Map">Where the map draws it, as the definition says.</param>
public sealed record Segment(
    int Id, int Unit, string Key, string Address, string Name, string? When, string? Color, MapHint? Map = null);
