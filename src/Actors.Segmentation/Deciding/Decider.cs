using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Deciding;

/// <summary>Decides memberships by one catalog: <c>(state, record) → (state', migrations)</c>.</summary>
/// <remarks>One per lane and catalog. Not thread-safe: it reuses its scratch memory, so that deciding allocates nothing.</remarks>
public sealed class Decider(Catalog catalog)
{
    public Catalog Catalog { get; } = catalog;

    /// <summary>Advances the customer to the record's <c>receivedAt</c>, then applies the record.</summary>
    /// <remarks>All that falls due up to and including that instant fires first, in due order, each at its own instant. A record at or
    /// before the state's position has no effect.</remarks>
    /// <returns>The instant at which the customer falls due next; <see cref="long.MaxValue"/>: never.</returns>
    public long Apply(IStateMemory state, in Record record, DecisionSink sink) => throw new NotSupportedException();

    /// <summary>Fires all that falls due up to and including <paramref name="toMs"/>.</summary>
    /// <param name="position">Position of the record that moved time.</param>
    public long Advance(IStateMemory state, CustomerId customer, long position, long toMs, DecisionSink sink) =>
        throw new NotSupportedException();

    /// <summary>Recovery: as <see cref="Apply"/> (or <see cref="Advance"/> for records of that kind), but memberships and sequence numbers are
    /// those of the published facts. Contributions are produced, migrations are not.</summary>
    /// <param name="facts">All migrations of this customer published at the record's position, by ordinal.</param>
    public long Adopt(IStateMemory state, in Record record, ReadOnlySpan<Migration> facts, DecisionSink sink) =>
        throw new NotSupportedException();

    /// <summary>Switching from an older catalog, first step: drops the series that this one no longer uses.</summary>
    public void Prepare(IStateMemory state, Catalog from) => throw new NotSupportedException();

    /// <summary>Switching, second step, for the whole retained history in log order: adds an old record to the series that <paramref name="from"/> lacks.</summary>
    public void Backfill(IStateMemory state, in Record record, Catalog from) => throw new NotSupportedException();

    /// <summary>Switching, where <see cref="Catalog.NeedsPublished"/>: adds one published migration to the memory of past memberships.</summary>
    public void BackfillPublished(IStateMemory state, in Migration published, Catalog from) => throw new NotSupportedException();

    /// <summary>Switching, last step: decides every unit anew, cause <see cref="CauseKind.Definition"/>. The caller has advanced the state to
    /// <paramref name="atMs"/> with the old catalog's decider. Stayers of an edited segment keep <c>since</c>.</summary>
    public long Activate(IStateMemory state, CustomerId customer, long position, long atMs, DecisionSink sink) =>
        throw new NotSupportedException();
}
