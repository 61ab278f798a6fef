using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Compilation;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Deciding;

/// <summary>Switching a state from one catalog to the next.</summary>
public sealed partial class Decider
{
    /// <summary>Switching from an older catalog, first step: drops the series that this one no longer uses.</summary>
    /// <remarks>From here on the older catalog must not decide on this state any more.</remarks>
    public void Prepare(IStateMemory state, Catalog from)
    {
        if (state.Words.IsEmpty) return;
        Block block = new(state);
        foreach (SeriesPlan series in from.Plan.Series)
        {
            if (!_plan.HasSeries(series.Store.Id)) block.Drop(StateFormat.SeriesRegion + series.Store.Id);
        }
    }

    /// <summary>Switching, second step, for the whole retained history in log order: adds an old record to the series that <paramref name="from"/> lacks.</summary>
    /// <param name="sink">Told which features could not take the record; null: nobody asks.</param>
    public void Backfill(IStateMemory state, in Record record, Catalog from, DecisionSink? sink = null)
    {
        if (state.Words.IsEmpty) return;
        Decision decision = default;
        Begin(ref decision, state, record.Position, record.Customer, sink!);
        _reader.Backfill(ref decision, record, from.Plan);
    }

    /// <summary>Switching, where <see cref="Catalog.NeedsPublished"/>: adds one published migration to the memory of past memberships.</summary>
    public void BackfillPublished(IStateMemory state, in Migration published, Catalog from)
    {
        int segment = published.From;
        if (state.Words.IsEmpty || segment == Migration.None || segment >= _plan.Tracked.Length || !_plan.Tracked[segment]) return;
        if (segment < from.Plan.Tracked.Length && from.Plan.Tracked[segment]) return;
        Block block = new(state);
        Memberships.SetExit(ref block, segment, published.AtMs);
    }

    /// <summary>Switching, last step: decides every unit anew, cause <see cref="CauseKind.Definition"/>. The caller has advanced the state to
    /// <paramref name="atMs"/> with the old catalog's decider. Stayers of an edited segment keep <c>since</c>.</summary>
    public long Activate(IStateMemory state, CustomerId customer, long position, long atMs, DecisionSink sink) =>
        Activate(state, customer, position, atMs, adopts: false, default, sink);

    /// <summary>Recovery: as <see cref="Activate(IStateMemory, CustomerId, long, long, DecisionSink)"/>, but memberships and sequence numbers
    /// are those of the published facts.</summary>
    public long AdoptActivate(
        IStateMemory state, CustomerId customer, long position, long atMs, ReadOnlySpan<Migration> facts, DecisionSink sink) =>
        Activate(state, customer, position, atMs, adopts: true, facts, sink);

    private long Activate(
        IStateMemory state, CustomerId customer, long position, long atMs, bool adopts, ReadOnlySpan<Migration> facts, DecisionSink sink)
    {
        if (state.Words.IsEmpty) return long.MaxValue;
        Decision decision = default;
        Begin(ref decision, state, position, customer, sink);
        decision.Cause = CauseKind.Definition;
        decision.Scope.Now = atMs;
        decision.Adopts = adopts;
        decision.Facts = facts;
        decision.Block.SetCatalogVersion(_plan.Version);
        decision.Block.Drop(StateFormat.DuesRegion);
        DropForgottenExits(ref decision.Block);
        if (!adopts) LeaveRemovedUnits(ref decision);
        _pending.Clear();
        for (int rank = 0; rank < _plan.Units.Length; rank++) _pending.Add(rank);
        Decide(ref decision, isNew: false);
        return Finish(ref decision);
    }

    /// <summary>Switching between versions of which only the tables differ: decides the units whose rows changed for this customer, cause
    /// <see cref="CauseKind.Table"/>. The caller has advanced the state to <paramref name="atMs"/> with the old version's decider.</summary>
    /// <param name="adopts">Recovery: memberships and sequence numbers are those of <paramref name="facts"/>.</param>
    /// <returns>The next due instant. A state of which no row changed is left as it is, its position too.</returns>
    public long ActivateTables(
        IStateMemory state, CustomerId customer, Catalog from, long position, long atMs, bool adopts, ReadOnlySpan<Migration> facts, DecisionSink sink)
    {
        if (state.Words.IsEmpty) return long.MaxValue;
        Decision decision = default;
        Begin(ref decision, state, position, customer, sink);
        decision.Scope.State = state.Words;
        decision.Scope.Now = atMs;
        _pending.Clear();
        foreach (TableReaders readers in _plan.TableReaders.Values)
        {
            foreach (TableOperand operand in readers.Operands)
            {
                if (MayDiffer(operand, ref decision.Scope, from)) _pending.Add(readers.Ranks);
            }
        }
        if (_pending.Next(0) < 0 && facts.IsEmpty) return state.Words[StateFormat.Due];
        decision.Adopts = adopts;
        decision.Facts = facts;
        decision.Cause = CauseKind.Table;
        decision.Block.SetCatalogVersion(_plan.Version);
        Decide(ref decision, isNew: false);
        return Finish(ref decision);
    }

    /// <summary>Where the row cannot even be found, the units that look for it are decided, and fail.</summary>
    private static bool MayDiffer(TableOperand operand, ref Scope scope, Catalog from)
    {
        try
        {
            return operand.Differs(ref scope, from.Tables);
        }
        catch (Exception e) when (Failure.IsOfRule(e))
        {
            return true;
        }
    }

    private void LeaveRemovedUnits(ref Decision decision)
    {
        ReadOnlySpan<long> members = StateFormat.Region(decision.Block.Words, StateFormat.MembershipsRegion);
        for (int i = 0; i < members.Length;)
        {
            int unit = _plan.UnitOfSegment[MembershipWord.Segment(members[i])];
            if (_plan.RankOfUnit[unit] >= 0)
            {
                i++;
                continue;
            }
            Move(ref decision, unit, Migration.None);
            members = StateFormat.Region(decision.Block.Words, StateFormat.MembershipsRegion);
        }
    }

    private void DropForgottenExits(ref Block block)
    {
        ReadOnlySpan<long> exits = StateFormat.Region(block.Words, StateFormat.ExitsRegion);
        for (int i = exits.Length - 1; i >= 0; i--)
        {
            if (_plan.Tracked[KeyedInstant.Key(exits[i])]) continue;
            block.Remove(StateFormat.ExitsRegion, i, 1);
            exits = StateFormat.Region(block.Words, StateFormat.ExitsRegion);
        }
    }
}
