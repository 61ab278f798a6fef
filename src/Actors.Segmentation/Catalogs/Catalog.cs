using System.Diagnostics.CodeAnalysis;
using Actors.Segmentation.Compilation;

namespace Actors.Segmentation.Catalogs;

/// <summary>All definitions of one version, compiled: immutable, shared by every lane.</summary>
public sealed class Catalog
{
    private readonly Dictionary<int, Unit> _units;
    private readonly Dictionary<int, Segment> _segments;
    private readonly Dictionary<string, Segment> _byAddress;

    private Catalog(CatalogDefinition definition, CatalogNumbers numbers, CatalogPlan plan, IReadOnlyList<Unit> units)
    {
        Definition = definition;
        Numbers = numbers;
        Plan = plan;
        Units = units;
        _units = units.ToDictionary(unit => unit.Id);
        _segments = units.SelectMany(unit => unit.Segments).ToDictionary(segment => segment.Id);
        _byAddress = _segments.Values.ToDictionary(segment => segment.Address, StringComparer.Ordinal);
    }

    /// <summary>No definitions, version 0.</summary>
    public static Catalog Empty { get; } = Compile(CatalogDefinition.Empty, CatalogNumbers.Empty, 0).Catalog!;

    public int Version => Plan.Version;

    public CatalogDefinition Definition { get; }

    /// <summary>To be stored with the definition: restoring with them gives the identical catalog.</summary>
    public CatalogNumbers Numbers { get; }

    /// <summary>In the order of the catalog: overlapping segments, then segmentations.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>The lookup tables that its rules read.</summary>
    public TableSet Tables => Plan.Tables;

    internal CatalogPlan Plan { get; }

    /// <summary>The unit with that number; throws <see cref="KeyNotFoundException"/> when this version has none.</summary>
    public Unit Unit(int id) => _units[id];

    /// <summary>The segment with that number; throws <see cref="KeyNotFoundException"/> when this version has none.</summary>
    public Segment Segment(int id) => _segments[id];

    /// <summary>Whether this version has a segment of that number.</summary>
    public bool Has(int segment) => _segments.ContainsKey(segment);

    /// <summary>Finds a segment by <c>segmentation/segment</c>, or by the plain key of an overlapping one.</summary>
    public bool TryFind(string address, [NotNullWhen(true)] out Segment? segment) => _byAddress.TryGetValue(address, out segment);

    /// <summary>Compiles the next version. What is refused only since the previous one was made goes on where it stands as it did.</summary>
    public static CompileResult Compile(CatalogDefinition definition, Catalog? previous, int version) =>
        Compile(definition, previous?.Numbers ?? CatalogNumbers.Empty, version, previous?.Tables, new HashSet<string>(RulesOf(previous)).Contains);

    /// <summary>Compiles with numbers already given: a restart, with the numbers stored with that version.</summary>
    public static CompileResult Compile(CatalogDefinition definition, CatalogNumbers numbers, int version, TableSet? tables = null) =>
        Compile(definition, numbers, version, tables, static _ => true);

    private static CompileResult Compile(CatalogDefinition definition, CatalogNumbers numbers, int version, TableSet? tables, Func<string, bool> isSaved)
    {
        CatalogCompiler compiler = new(definition, numbers, version, tables ?? TableSet.Empty, isSaved);
        CatalogPlan? plan = compiler.Compile();
        Catalog? catalog = plan is null ? null : new Catalog(definition, compiler.Numbers, plan, compiler.Units);
        return new CompileResult(catalog, compiler.Errors, compiler.Warnings);
    }

    private static IEnumerable<string> RulesOf(Catalog? catalog) => catalog is null ? []
        : catalog.Definition.Segments.Select(segment => segment.When)
            .Concat(catalog.Definition.Segmentations.SelectMany(segmentation => segmentation.Segments).Select(segment => segment.When).OfType<string>());

    /// <summary>The next version, with the same definitions over other tables: states switch without being read again.</summary>
    public Catalog WithTables(TableSet tables, int version)
    {
        CatalogPlan plan = Plan with { Version = version, Tables = tables };
        plan.Pristine = Pristine.Of(plan);
        return new Catalog(Definition, Numbers, plan, Units);
    }

    /// <summary>Whether only the tables differ.</summary>
    public bool HasRulesOf(Catalog other) => Plan.RulesVersion == other.Plan.RulesVersion;

    /// <summary>Whether states must be fed the retained history (<c>Decider.Backfill</c>) before they can switch from <paramref name="previous"/>.</summary>
    public bool NeedsHistory(Catalog previous) => Array.Exists(Plan.Series, series => !previous.Plan.HasSeries(series.Store.Id));

    /// <summary>Whether states must be told the published migrations (<c>Decider.BackfillPublished</c>) before they can switch.</summary>
    public bool NeedsPublished(Catalog previous)
    {
        for (int segment = 0; segment < Plan.Tracked.Length; segment++)
        {
            // A segment the old version never had has no past.
            if (Plan.Tracked[segment] && segment < previous.Plan.Tracked.Length && !previous.Plan.Tracked[segment]) return true;
        }
        return false;
    }
}
