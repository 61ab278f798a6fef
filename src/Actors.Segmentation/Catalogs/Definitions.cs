namespace Actors.Segmentation.Catalogs;

/// <summary>An overlapping segment as a marketer wrote it.</summary>
/// <param name="Key">Lower-case letters, digits, <c>-</c> and <c>_</c>; 1–64 characters.</param>
/// <param name="Name">For people.</param>
/// <param name="When">The rule, in the segment language.</param>
/// <param name="Map">Where the map draws it; null: nowhere in particular.</param>
public sealed record SegmentDefinition(
    string Key, string Name, string When, string? Description = null, string? Color = null, MapHint? Map = null);

/// <summary>One segment of a segmentation. The last has <see cref="Otherwise"/> and no rule; all others have a rule.</summary>
public sealed record CaseDefinition(
    string Key, string? Name, string? When, bool Otherwise = false, string? Color = null, MapHint? Map = null);

/// <summary>An ordered set of segments of which a customer is in exactly one: the first that holds.</summary>
/// <param name="Map">Its names in the dashboard's languages; where its segments stand is theirs to say.</param>
public sealed record SegmentationDefinition(
    string Key, string Name, IReadOnlyList<CaseDefinition> Segments, string? Description = null, MapHint? Map = null);

/// <summary>All definitions, as one version.</summary>
/// <param name="TimeZone">IANA id, for calendar windows, ages and seasons.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Retention">Event name → how long its events count, in the language's duration text (<c>2y</c>); <c>*</c> for all others; empty: for ever.</param>
public sealed record CatalogDefinition(
    IReadOnlyList<SegmentDefinition> Segments,
    IReadOnlyList<SegmentationDefinition> Segmentations,
    string TimeZone = "Europe/Paris",
    string Currency = "EUR",
    IReadOnlyDictionary<string, string>? Retention = null)
{
    public static CatalogDefinition Empty { get; } = new([], []);
}
