using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Previewing;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Engine.Customers;

/// <summary>
/// One customer: keeps its behavioural state and decides its memberships, turn by turn. Single-threaded; the runtime gives it
/// memory and a place to save. It never acts: what it decides goes back to its partition, which commits and publishes.
/// </summary>
/// <param name="keeps">
/// Whether a turn's outcome is kept until the next one, for a caller that did not hear of it; what is answered then outlives the turn. A runtime that
/// calls directly, and hears of every outcome, does without.
/// </param>
public sealed class CustomerActor(Deciders deciders, ICustomerStates states, bool keeps = true) : ICustomer
{
    private IStateMemory _memory = new ArrayMemory();
    private CustomerId _id;
    private long _epoch;
    private Outcome? _kept;
    private long _keptFrom;

    /// <summary>Puts this actor over a customer's memory. <paramref name="epoch"/> 0: the first turn sets it.</summary>
    public void Bind(CustomerId id, IStateMemory memory, long epoch = 0)
    {
        _id = id;
        _memory = memory;
        _epoch = epoch;
        _kept = null;
    }

    public ValueTask<Outcome> Apply(Turn turn)
    {
        if (turn.Epoch == _epoch || _epoch == 0)
        {
            _epoch = turn.Epoch;
            return new(Decide(turn));
        }
        return turn.Epoch < _epoch ? new(Answer(OutcomeKind.Fenced, 0)) : DecideForNewOwner(turn);
    }

    public ValueTask<CustomerView> Read(long epoch, CustomerQuery query)
    {
        if (epoch < _epoch)
        {
            throw new PartitionUnavailableException($"The customer's partition has another owner than epoch {epoch}.");
        }
        return epoch == _epoch || _epoch == 0 ? new(View(query)) : ReadForNewOwner(epoch, query);
    }

    public async ValueTask<long> Flush(long epoch, long confirmed)
    {
        if (epoch < _epoch)
        {
            return 0;
        }
        if (epoch > _epoch && _epoch != 0)
        {
            await Renew(epoch);
        }
        long applied = Applied(_memory.Words);
        if (applied == 0 || applied > confirmed)
        {
            return 0;
        }
        await states.Save(_id, applied, _memory.Words);
        return applied;
    }

    private async ValueTask<Outcome> DecideForNewOwner(Turn turn)
    {
        await Renew(turn.Epoch);
        return Decide(turn);
    }

    private async ValueTask<CustomerView> ReadForNewOwner(long epoch, CustomerQuery query)
    {
        await Renew(epoch);
        return View(query);
    }

    /// <summary>What a new owner may rely on is what was saved: the rest of this memory was decided for nobody.</summary>
    private async ValueTask Renew(long epoch)
    {
        StateBytes.Restore(_memory, await states.Load(_id));
        _epoch = epoch;
        _kept = null;
    }

    /// <summary>By the catalog that decided last, which may be older or newer than the partition's while it switches.</summary>
    private CustomerView View(in CustomerQuery query)
    {
        ReadOnlySpan<long> words = _memory.Words;
        if (query.Trial is { } trial)
        {
            return CustomerViews.Tried(_id, query, words, words.IsEmpty ? default : Try(trial, query, words));
        }
        int version = words.IsEmpty ? query.Catalog : new CustomerReader(Catalog.Empty, words).CatalogVersion;
        return CustomerViews.Of(_id, deciders.Catalog(version), words, query) with { Applied = Applied(words) };
    }

    private Tried Try(Trial trial, in CustomerQuery query, ReadOnlySpan<long> words)
    {
        DraftRule draft = deciders.Draft(query.Catalog, trial.When);
        bool isMember = trial.Segment >= 0 && new CustomerReader(Catalog.Empty, words).IsMember(trial.Segment);
        return new Tried(draft.Test(words, query.NowMs, trial.History.Span, trial.Published.Span), isMember);
    }

    private Outcome Decide(in Turn turn)
    {
        ReadOnlySpan<Record> records = turn.Records.Span;
        long applied = Applied(_memory.Words);
        if (!records.IsEmpty && _kept is { } kept && kept.Applied == applied
            && _keptFrom == records[0].Position && kept.Applied == records[^1].Position)
        {
            return Again(kept, records);
        }
        if (applied < turn.Previous)
        {
            return Answer(OutcomeKind.Behind, applied);
        }
        long due = DueOf(_memory.Words);
        if (records.IsEmpty || records[^1].Position <= applied)
        {
            // A turn that comes late, or one that a saved state is ahead of. The kept outcome stays: it may still be asked for.
            return new(OutcomeKind.Done, applied, due, default, default);
        }
        DecisionSink sink = deciders.Sink;
        sink.Clear();
        bool bringsTraits = false;
        foreach (ref readonly Record record in records)
        {
            if (record.Position > applied)
            {
                due = One(turn, record, sink);
                bringsTraits |= record.Kind == RecordKind.Identify;
            }
        }
        Outcome outcome = new(
            OutcomeKind.Done, Applied(_memory.Words), due, sink.Migrations.Memory, sink.Changes.Memory, sink.Refusals.Memory,
            bringsTraits ? new CustomerReader(Catalog.Empty, _memory.Words).TraitBytes : -1, sink.Failures.Memory);
        return keeps ? Keep(outcome, records[0].Position) : outcome;
    }

    /// <summary>Without the bytes of the call: those may be a whole request's, or block's, and whoever asks again brings them along.</summary>
    private Outcome Keep(in Outcome outcome, long from)
    {
        Outcome answer = outcome.Kept();
        Migration[] migrations = answer.Migrations.ToArray();
        foreach (ref Migration migration in migrations.AsSpan())
        {
            migration = migration with { Customer = default, MessageId = default, Event = default };
        }
        (_kept, _keptFrom) = (answer with { Migrations = migrations }, from);
        return answer;
    }

    /// <summary>The kept outcome, with the bytes of this call: those of the first may be somebody else's by now.</summary>
    private Outcome Again(in Outcome kept, ReadOnlySpan<Record> records)
    {
        Migration[] migrations = kept.Migrations.ToArray();
        int at = 0;
        foreach (ref Migration migration in migrations.AsSpan())
        {
            while (records[at].Position < migration.Position)
            {
                at++;
            }
            bool byEvent = migration.Cause == CauseKind.Event;
            migration = migration with
            {
                Customer = _id,
                MessageId = byEvent ? records[at].MessageId : default,
                Event = byEvent ? records[at].Event : default,
            };
        }
        return kept with { Migrations = migrations };
    }

    private long One(in Turn turn, in Record record, DecisionSink sink)
    {
        Decider decider = deciders.For(turn.Catalog);
        if (record.Kind == RecordKind.Activate)
        {
            return Activate(turn, record, sink);
        }
        if (record.Position <= turn.FactsUpTo)
        {
            return decider.Adopt(_memory, WithCustomer(record), FactsAt(turn.Facts.Span, record.Position), sink);
        }
        return record.Kind == RecordKind.Advance
            ? decider.Advance(_memory, _id, record.Position, record.ReceivedAtMs, sink)
            : decider.Apply(_memory, record, sink);
    }

    private long Activate(in Turn turn, in Record record, DecisionSink sink)
    {
        Decider old = deciders.For(turn.Catalog);
        int version = (int)ControlBody.Number(record.Body);
        bool adopts = record.Position <= turn.FactsUpTo;
        ReadOnlySpan<Migration> facts = adopts ? FactsAt(turn.Facts.Span, record.Position) : default;
        int byOld = 0;
        while (byOld < facts.Length && facts[byOld].CatalogVersion != version)
        {
            byOld++;
        }
        var advance = new Record(
            record.Position, RecordKind.Advance, record.ReceivedAtMs, record.ReceivedAtMs, _id, default, default, default, default);
        // Of whom no row of a table changed, and for whom nothing is due, is left as it is: it need not be saved again.
        bool stands = byOld == 0 && DueOf(_memory.Words) > record.ReceivedAtMs && deciders.Catalog(version).HasRulesOf(old.Catalog);
        _ = stands ? 0
            : adopts ? old.Adopt(_memory, advance, facts[..byOld], sink)
            : old.Advance(_memory, _id, record.Position, record.ReceivedAtMs, sink);
        Decider next = deciders.For(version);
        if (next.Catalog.HasRulesOf(old.Catalog))
        {
            return next.ActivateTables(_memory, _id, old.Catalog, record.Position, record.ReceivedAtMs, adopts, facts[byOld..], sink);
        }
        next.Prepare(_memory, old.Catalog);
        foreach (ref readonly Record past in turn.History.Span)
        {
            next.Backfill(_memory, past, old.Catalog, sink);
        }
        foreach (ref readonly Migration published in turn.Facts.Span)
        {
            if (published.Position == record.Position)
            {
                break;
            }
            next.BackfillPublished(_memory, published, old.Catalog);
        }
        return adopts
            ? next.AdoptActivate(_memory, _id, record.Position, record.ReceivedAtMs, facts[byOld..], sink)
            : next.Activate(_memory, _id, record.Position, record.ReceivedAtMs, sink);
    }

    private Record WithCustomer(in Record record) => record.Customer.IsEmpty ? record with { Customer = _id } : record;

    private static ReadOnlySpan<Migration> FactsAt(ReadOnlySpan<Migration> facts, long position)
    {
        int start = 0;
        while (start < facts.Length && facts[start].Position < position)
        {
            start++;
        }
        int end = start;
        while (end < facts.Length && facts[end].Position == position)
        {
            end++;
        }
        return facts[start..end];
    }

    private static Outcome Answer(OutcomeKind kind, long applied) => new(kind, applied, long.MaxValue, default, default);

    /// <summary>The header reads alike under every catalog.</summary>
    private static long Applied(ReadOnlySpan<long> words) => words.IsEmpty ? 0 : new CustomerReader(Catalog.Empty, words).Applied;

    private static long DueOf(ReadOnlySpan<long> words) => words.IsEmpty ? long.MaxValue : new CustomerReader(Catalog.Empty, words).DueAtMs;
}
