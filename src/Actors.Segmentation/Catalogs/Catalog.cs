using System.Diagnostics.CodeAnalysis;

namespace Actors.Segmentation.Catalogs;

/// <summary>All definitions of one version, compiled: immutable, shared by every lane.</summary>
public sealed class Catalog
{
    private Catalog(CatalogDefinition definition, CatalogNumbers numbers, int version)
    {
        Definition = definition;
        Numbers = numbers;
        Version = version;
    }

    /// <summary>No definitions, version 0.</summary>
    public static Catalog Empty { get; } = new(CatalogDefinition.Empty, CatalogNumbers.Empty, 0);

    public int Version { get; }

    public CatalogDefinition Definition { get; }

    /// <summary>To be stored with the definition: restoring with them gives the identical catalog.</summary>
    public CatalogNumbers Numbers { get; }

    /// <summary>In the order of the catalog: overlapping segments, then segmentations.</summary>
    public IReadOnlyList<Unit> Units { get; } = [];

    private Dictionary<int, Unit> UnitsById { get; } = [];

    private Dictionary<int, Segment> SegmentsById { get; } = [];

    private Dictionary<string, Segment> SegmentsByAddress { get; } = new(StringComparer.Ordinal);

    /// <summary>The unit with that number; throws <see cref="KeyNotFoundException"/> when this version has none.</summary>
    public Unit Unit(int id) => UnitsById[id];

    /// <summary>The segment with that number; throws <see cref="KeyNotFoundException"/> when this version has none.</summary>
    public Segment Segment(int id) => SegmentsById[id];

    /// <summary>Finds a segment by <c>segmentation/segment</c>, or by the plain key of an overlapping one.</summary>
    public bool TryFind(string address, [NotNullWhen(true)] out Segment? segment) =>
        SegmentsByAddress.TryGetValue(address, out segment);

    /// <summary>Compiles the next version.</summary>
    public static CompileResult Compile(CatalogDefinition definition, Catalog? previous, int version) =>
        Compile(definition, previous?.Numbers ?? CatalogNumbers.Empty, version);

    /// <summary>Compiles with numbers already given: a restart, with the numbers stored with that version.</summary>
    public static CompileResult Compile(CatalogDefinition definition, CatalogNumbers numbers, int version) =>
        new(new Catalog(definition, numbers, version), [], []);

    /// <summary>Whether states must be fed the retained history (<c>Decider.Backfill</c>) before they can switch from <paramref name="previous"/>.</summary>
    public bool NeedsHistory(Catalog previous) => throw new NotSupportedException();

    /// <summary>Whether states must be told the published migrations (<c>Decider.BackfillPublished</c>) before they can switch.</summary>
    public bool NeedsPublished(Catalog previous) => throw new NotSupportedException();
}
