using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>A compiled catalog as the decider needs it. Immutable.</summary>
internal sealed record CatalogPlan
{
    public required int Version { get; init; }

    /// <summary>The version whose definitions these are: the same, or one before, where only tables changed since.</summary>
    public required int RulesVersion { get; init; }

    public required Calendar Calendar { get; init; }

    /// <summary>In the order of decision: dependencies first, then the order of the catalog.</summary>
    public required UnitPlan[] Units { get; init; }

    /// <summary>By unit number; −1 for those this version lacks.</summary>
    public required int[] RankOfUnit { get; init; }

    /// <summary>By segment number, removed segments too.</summary>
    public required int[] UnitOfSegment { get; init; }

    /// <summary>By segment number: whether states remember the last exit, for <c>was_member</c>.</summary>
    public required bool[] Tracked { get; init; }

    public required SeriesPlan[] Series { get; init; }

    public required EventIndex Events { get; init; }

    /// <summary>Ranks of the units that look at a trait, by its top-level key.</summary>
    public required NameTable<int[]> Traits { get; init; }

    /// <summary>Ranks of the units that look at a lookup table, and what they look up, by its name.</summary>
    public required IReadOnlyDictionary<string, TableReaders> TableReaders { get; init; }

    public TableSet Tables { get; init; } = TableSet.Empty;

    public required int MemoSlots { get; init; }

    /// <summary>By canonical text.</summary>
    public required KeyValuePair<string, Operand>[] Features { get; init; }

    /// <summary>For explanations.</summary>
    public required Anatomy Anatomy { get; init; }

    /// <summary>What the rules say of a customer of whom nothing is known.</summary>
    public Pristine Pristine { get; set; } = null!;

    public bool HasSeries(int id) => Array.Exists(Series, plan => plan.Store.Id == id);
}

/// <summary>Who looks at one lookup table.</summary>
internal sealed record TableReaders(int[] Ranks, TableOperand[] Operands);
