using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Compilation;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Deciding;

/// <summary>Decides memberships by one catalog: <c>(state, record) → (state', migrations)</c>.</summary>
/// <remarks>One per lane and catalog. Not thread-safe: it reuses its scratch memory, so that deciding allocates nothing.</remarks>
public sealed partial class Decider
{
    private readonly CatalogPlan _plan;
    private readonly Workspace _work;
    private readonly RankSet _pending;
    private readonly RecordReader _reader;

    // The unit that is being evaluated, by its place in the order of decision.
    private int _rank;
    private bool _isEvaluating;

    public Decider(Catalog catalog)
    {
        Catalog = catalog;
        _plan = catalog.Plan;
        _work = new Workspace(_plan);
        _pending = new RankSet(_plan.Units.Length);
        _reader = new RecordReader(_plan, _pending);
    }

    public Catalog Catalog { get; }

    /// <summary>Decides on a copy of a state, to see what will come: what failed is not tried again by the clock.</summary>
    public bool OnCopy { get; init; }

    /// <summary>Advances the customer to the record's <c>receivedAt</c>, then applies the record.</summary>
    /// <remarks>All that falls due up to and including that instant fires first, in due order, each at its own instant. A record at or
    /// before the state's position has no effect.</remarks>
    /// <returns>The instant at which the customer falls due next; <see cref="long.MaxValue"/>: never.</returns>
    public long Apply(IStateMemory state, in Record record, DecisionSink sink) => Run(state, record, adopts: false, default, sink);

    /// <summary>Fires all that falls due up to and including <paramref name="toMs"/>.</summary>
    /// <param name="position">Position of the record that moved time.</param>
    public long Advance(IStateMemory state, CustomerId customer, long position, long toMs, DecisionSink sink)
    {
        Record record = new(position, RecordKind.Advance, toMs, toMs, customer, default, default, default, default);
        return Run(state, record, adopts: false, default, sink);
    }

    /// <summary>Recovery: as <see cref="Apply"/> (or <see cref="Advance"/> for records of that kind), but memberships and sequence numbers are
    /// those of the published facts. Contributions are produced, migrations are not.</summary>
    /// <param name="facts">All migrations of this customer published at the record's position, by ordinal.</param>
    public long Adopt(IStateMemory state, in Record record, ReadOnlySpan<Migration> facts, DecisionSink sink) =>
        Run(state, record, adopts: true, facts, sink);

    private long Run(IStateMemory state, in Record record, bool adopts, ReadOnlySpan<Migration> facts, DecisionSink sink)
    {
        Decision decision = default;
        Begin(ref decision, state, record.Position, record.Customer, sink);
        decision.Adopts = adopts;
        decision.Facts = facts;
        bool movesTimeOnly = record.Kind == RecordKind.Advance;
        bool isNew = decision.Block.IsNew;
        if (isNew)
        {
            if (movesTimeOnly) return long.MaxValue;
            decision.Block.Create(record.Customer.Utf8.Span, record.ReceivedAtMs);
            decision.Block.SetCatalogVersion(_plan.Version);
        }
        else
        {
            if (record.Position <= decision.Block.Words[StateFormat.Applied]) return decision.Block.Words[StateFormat.Due];
            FireDues(ref decision, record.ReceivedAtMs);
        }
        if (!movesTimeOnly)
        {
            decision.Cause = CauseKind.Event;
            decision.MessageId = record.MessageId;
            decision.Event = record.Event;
            decision.Scope.Now = record.ReceivedAtMs;
            _pending.Clear();
            if (_reader.Read(ref decision, record) || isNew || adopts) Decide(ref decision, isNew);
        }
        // Published by an older program where this one finds nothing due: still a fact.
        if (adopts) AdoptFacts(ref decision, all: true);
        return Finish(ref decision);
    }

    private void Begin(ref Decision decision, IStateMemory state, long position, CustomerId customer, DecisionSink sink)
    {
        decision.Block = new Block(state);
        decision.Scope.Work = _work;
        decision.Sink = sink;
        decision.Customer = customer;
        decision.Position = position;
    }

    private static long Finish(ref Decision decision)
    {
        Span<long> words = decision.Block.Words;
        words[StateFormat.Applied] = decision.Position;
        return words[StateFormat.Due] = Memberships.EarliestDue(words);
    }

    /// <summary>Everything due at one instant is one decision.</summary>
    private void FireDues(ref Decision decision, long toMs)
    {
        long due = decision.Block.Words[StateFormat.Due];
        decision.Cause = CauseKind.Clock;
        while (due <= toMs)
        {
            _pending.Clear();
            foreach (long word in decision.Block.Region(StateFormat.DuesRegion))
            {
                if (KeyedInstant.Ms(word) <= due) _pending.Add(_plan.RankOfUnit[KeyedInstant.Key(word)]);
            }
            decision.Scope.Now = due;
            Decide(ref decision, isNew: false);
            due = Memberships.EarliestDue(decision.Block.Words);
        }
    }

    /// <summary>Decides the pending units and those that depend on what changes, in the order of decision.</summary>
    private void Decide(ref Decision decision, bool isNew)
    {
        _work.Renew();
        if (isNew) _pending.Add(_plan.Pristine.Timed);
        if (decision.Adopts) AdoptFacts(ref decision, all: decision.Cause != CauseKind.Clock);
        long now = decision.Scope.Now;
        for (int rank = Next(0, isNew); rank >= 0; rank = Next(_rank + 1, isNew))
        {
            try
            {
                DecideFrom(ref decision, rank, isNew);
                return;
            }
            catch (Exception e) when (_isEvaluating && Failure.IsOfRule(e))
            {
                // Evaluation only reads the state: nothing is left half done.
                _isEvaluating = false;
                decision.Scope.Now = now;
                Fail(ref decision, isNew, e);
            }
        }
    }

    private void DecideFrom(ref Decision decision, int first, bool isNew)
    {
        for (int rank = first; rank >= 0; rank = Next(rank + 1, isNew))
        {
            UnitPlan unit = _plan.Units[rank];
            if (!_pending.Contains(rank))
            {
                // Of a new customer nothing is known that this unit looks at.
                if (!decision.Adopts) Move(ref decision, unit.Id, _plan.Pristine.Segments[rank]);
                continue;
            }
            decision.Scope.State = decision.Block.Words;
            (_rank, _isEvaluating) = (rank, true);
            int to = unit.Decide(ref decision.Scope, out long until);
            if (until <= decision.Scope.Now) throw new InvalidOperationException($"Unit {unit.Unit.Key} falls due in the past.");
            _isEvaluating = false;
            int from;
            if (decision.Adopts) from = to = Memberships.Current(decision.Block.Words, _plan, unit.Id);
            else from = Move(ref decision, unit.Id, to);
            Memberships.SetDue(ref decision.Block, unit.Id, until);
            if (to != (isNew ? _plan.Pristine.Segments[rank] : from)) _pending.Add(unit.Dependents);
        }
    }

    /// <summary>The unit at <see cref="_rank"/> could not be decided: its membership stays as it was.</summary>
    private void Fail(ref Decision decision, bool isNew, Exception exception)
    {
        UnitPlan unit = _plan.Units[_rank];
        decision.Sink.Failures.Add(new Failure(decision.Position, unit.Id, _plan.Version, Failure.Describe(exception)));
        Memberships.SetDue(ref decision.Block, unit.Id, OnCopy ? long.MaxValue : decision.Scope.Now + Failure.AgainMs);
        if (isNew && Memberships.Current(decision.Block.Words, _plan, unit.Id) != _plan.Pristine.Segments[_rank]) _pending.Add(unit.Dependents);
    }

    private int Next(int from, bool isNew)
    {
        int next = _pending.Next(from);
        if (!isNew) return next;
        int member = _plan.Pristine.Members.Next(from);
        return next < 0 || member < 0 ? Math.Max(next, member) : Math.Min(next, member);
    }

    /// <summary>Takes over what was published up to this instant of the clock, or of the whole record.</summary>
    private void AdoptFacts(ref Decision decision, bool all)
    {
        while (!decision.Facts.IsEmpty)
        {
            ref readonly Migration fact = ref decision.Facts[0];
            if (!all && (fact.Cause != CauseKind.Clock || fact.AtMs > decision.Scope.Now)) return;
            Memberships.Change(ref decision.Block, _plan, fact.Unit, fact.To, fact.AtMs, fact.Cause);
            decision.Block.Words[StateFormat.Sequence] = fact.Sequence;
            Contribute(ref decision, fact.From, fact.To);
            int rank = _plan.RankOfUnit[fact.Unit];
            if (rank >= 0) _pending.Add(_plan.Units[rank].Dependents);
            decision.Facts = decision.Facts[1..];
        }
    }

    /// <summary>Moves the customer, unless it is there already; returns the segment before.</summary>
    private int Move(ref Decision decision, int unit, int to)
    {
        long at = decision.Scope.Now;
        int from = Memberships.Change(ref decision.Block, _plan, unit, to, at, decision.Cause);
        if (from == to) return from;
        long sequence = ++decision.Block.Words[StateFormat.Sequence];
        decision.Sink.Migrations.Add(new Migration(
            decision.Position, decision.Ordinal++, decision.Customer, sequence, _plan.Version, unit, from, to, at, decision.Cause,
            decision.MessageId, decision.Event));
        Contribute(ref decision, from, to);
        return from;
    }

    private static void Contribute(ref Decision decision, int from, int to)
    {
        Int128 spend = StateFormat.Spend(decision.Block.Words);
        if (from != Migration.None) decision.Sink.Changes.Add(new Contribution(from, -1, -spend));
        if (to != Migration.None) decision.Sink.Changes.Add(new Contribution(to, 1, spend));
    }
}
