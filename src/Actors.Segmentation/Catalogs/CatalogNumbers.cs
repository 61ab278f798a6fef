namespace Actors.Segmentation.Catalogs;

/// <summary>The stable numbers of a catalog: stored beside its definition, so that states and logs written under one version can be
/// read under the next.</summary>
/// <remarks>Immutable by convention: compiling makes a new one. Units and segments keep their number for ever, removed ones too; series
/// only while a version uses them without interruption, as their content is dropped from the states otherwise.</remarks>
/// <param name="Units"><c>key</c> of an overlapping segment or <c>key/</c> of a segmentation → number.</param>
/// <param name="Segments">Address → number.</param>
/// <param name="Series">Canonical text of a series → its number and what it keeps.</param>
/// <param name="NextUnit">The number the next new unit gets.</param>
/// <param name="NextSegment">The number the next new segment gets.</param>
/// <param name="NextSeries">The number the next new series gets.</param>
public sealed record CatalogNumbers(
    IReadOnlyDictionary<string, int> Units,
    IReadOnlyDictionary<string, int> Segments,
    IReadOnlyDictionary<string, SeriesNumber> Series,
    int NextUnit,
    int NextSegment,
    int NextSeries)
{
    public static CatalogNumbers Empty { get; } = new(
        new Dictionary<string, int>(StringComparer.Ordinal),
        new Dictionary<string, int>(StringComparer.Ordinal),
        new Dictionary<string, SeriesNumber>(StringComparer.Ordinal),
        NextUnit: 0,
        NextSegment: 0,
        NextSeries: 0);
}

/// <summary>One series' number, and the extent to which states keep its entries (text, compared as a whole).</summary>
public sealed record SeriesNumber(int Id, string Extent);
