using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// The apply loop of a partition: records in order, each customer's share to its actor, the decisions gathered, committed to the
/// outbox, and only then told to anybody.
/// </summary>
internal sealed class ApplyLoop(PartitionContext context, CustomerIndex index, DueHeap dues, InputHistory input, Outbox outbox, HistoryAhead ahead, TraitRoom traits, FailingUnits failing)
{
    private readonly TurnGroups _groups = new();
    private readonly Gathering _gathering = new();
    private readonly List<(int Slot, Turn Turn, Task<Outcome> Answer)> _pending = [];
    private readonly List<int> _moved = [];
    private readonly Activations _activations = new();
    private readonly List<Migration> _published = [];

    public long Epoch { get; set; }

    public Activations Activations => _activations;

    /// <summary>The version that decides.</summary>
    public int Catalog { get; set; }

    /// <summary>Whether the last activation was of other rules, not of another lookup table alone.</summary>
    public bool HasSwitched { get; private set; }

    /// <summary>Last position applied; its decisions are durable once <see cref="Outbox.Covered"/> reaches it.</summary>
    public long Applied { get; set; }

    /// <summary>During recovery: the published migrations after the checkpoint, by position. Later positions are decided.</summary>
    public FactsByPosition Facts { get; set; } = FactsByPosition.None;

    /// <summary>Applies records; what they decided is gathered until <see cref="Commit"/>.</summary>
    public async ValueTask Apply(ReadOnlyMemory<Record> records, ReadOnlyMemory<int> slots)
    {
        int start = 0;
        for (int i = 0; i < records.Length; i++)
        {
            RecordKind kind = records.Span[i].Kind;
            if (kind < RecordKind.Advance)
            {
                continue;
            }
            await ApplyRun(records[start..i], slots[start..i]);
            if (kind == RecordKind.Activate)
            {
                // A new catalog may ask for past memberships: all that was decided before it must stand in the outbox.
                _published.AddRange(await CommitGathered());
            }
            await ApplyControl(records.Span[i]);
            start = i + 1;
        }
        await ApplyRun(records[start..], slots[start..]);
        Applied = records.Length == 0 ? Applied : records.Span[^1].Position;
    }

    /// <summary>Makes durable, and publishes, what was gathered.</summary>
    /// <returns>The migrations published since this was last called.</returns>
    public async ValueTask<Migration[]> Commit()
    {
        Migration[] last = await CommitGathered();
        if (_published.Count == 0)
        {
            return last;
        }
        Migration[] published = [.. _published, .. last];
        _published.Clear();
        return published;
    }

    /// <summary>Sends a customer whose activation was lost what it lacks of the records applied so far.</summary>
    public async ValueTask BringUp(int slot)
    {
        var turn = new Turn(Epoch, index[slot].LastPosition, Catalog, default, default, Facts.UpTo);
        long has = (await Answered(slot, turn, Ask(slot, turn))).Applied;
        // Less than before where the last was an advance that moved nothing: it is not sent again.
        index[slot].LastPosition = index[slot].LastPosition == turn.Previous ? has : index[slot].LastPosition;
    }

    private async ValueTask<Migration[]> CommitGathered()
    {
        Migration[] published = [];
        if (Applied > outbox.Covered)
        {
            _gathering.Covered = Applied;
            published = await outbox.Commit(_gathering);
        }
        failing.Add(_gathering.Failures);
        _gathering.Clear();
        return published;
    }

    private async ValueTask ApplyRun(ReadOnlyMemory<Record> records, ReadOnlyMemory<int> slots)
    {
        if (records.IsEmpty)
        {
            return;
        }
        _groups.Build(records, slots.Span);
        for (int g = 0; g < _groups.Groups.Count; g++)
        {
            _groups.Expect(g, index, context.Directory);
            TurnGroups.Group group = _groups.Groups[g];
            Begin(group.Slot, group.Records, Facts.Of(group.Records.Span, index.IdOf(group.Slot)));
        }
        await Finish();
        _groups.Clear();
        Applied = records.Span[^1].Position;
    }

    private ValueTask ApplyControl(in Record record) => record.Kind switch
    {
        RecordKind.Advance => ApplyAdvance(record),
        RecordKind.Activate => ApplyActivate(record),
        RecordKind.Owner => Took(record),
        _ => throw new CorruptLogException(
            $"Input log of partition {context.Number}, position {record.Position}: record kind {(byte)record.Kind} is not known to this version."),
    };

    /// <summary>Whoever took the partition fenced the owner before by this very record: there is nothing left to do.</summary>
    private ValueTask Took(in Record record)
    {
        Applied = record.Position;
        return default;
    }

    /// <summary>Fires all that is due, in slices that let the lane's other work through. The order is by due instant, then id.</summary>
    private async ValueTask ApplyAdvance(Record record)
    {
        _moved.Clear();
        for (int slot = dues.TakeDue(record.ReceivedAtMs); slot >= 0; slot = dues.TakeDue(record.ReceivedAtMs))
        {
            _moved.Add(slot);
        }
        AddThoseWithFacts(record.Position);
        _moved.Sort(index.ByDueThenId);
        var one = new[] { record };
        for (int i = 0; i < _moved.Count; i++)
        {
            Begin(_moved[i], one, Facts.Of(one, index.IdOf(_moved[i])));
            if (i % context.Options.SliceCustomers == context.Options.SliceCustomers - 1)
            {
                await Finish();
                await Task.Yield();
            }
        }
        await Finish();
        Applied = record.Position;
    }

    /// <summary>Recovery: a saved state may be ahead of the due times of the checkpoint; what was published names everybody who moved.</summary>
    private void AddThoseWithFacts(long position)
    {
        var known = new HashSet<int>();
        foreach (Migration fact in Facts.At(position))
        {
            if (known.Count == 0)
            {
                known.UnionWith(_moved);
            }
            int slot = index.FindOrAdd(fact.Customer);
            if (known.Add(slot))
            {
                _moved.Add(slot);
            }
        }
    }

    /// <summary>Switches every customer to a new catalog, with the history that its new features need.</summary>
    private async ValueTask ApplyActivate(Record record)
    {
        int version = (int)ControlBody.Number(record.Body);
        if (version <= Catalog)
        {
            Applied = record.Position; // Asked for twice: the first has done it.
            return;
        }
        _activations.Add(record.Position, version);
        HasSwitched = !context.Catalogs.Get(version).HasRulesOf(context.Catalogs.Get(Catalog));
        ActivationHistory history = ActivationHistory.Between(context, index, ahead, Catalog, version, record.Position);
        ILookup<CustomerId, Migration> facts = Facts.At(record.Position).ToLookup(fact => fact.Customer);
        foreach (IReadOnlyList<int> part in history.Parts())
        {
            await history.Load(part);
            for (int i = 0; i < part.Count; i++)
            {
                int slot = part[i];
                var one = new[] { record };
                Migration[] known = [.. history.PublishedOf(slot), .. facts[index.IdOf(slot)]];
                Begin(slot, new Turn(Epoch, index[slot].LastPosition, Catalog, one, known, Facts.UpTo, history.RecordsOf(slot)));
                if (i % context.Options.SliceCustomers == context.Options.SliceCustomers - 1)
                {
                    await Finish();
                    await Task.Yield();
                }
            }
            await Finish();
        }
        Catalog = version;
        failing.Keep(version);
        Applied = record.Position;
    }

    private void Begin(int slot, ReadOnlyMemory<Record> records, Migration[] facts)
    {
        // Replaying records that a saved state has applied already: what it had applied before is not known here, nor needed.
        long last = index[slot].LastPosition;
        long previous = last >= records.Span[0].Position ? 0 : last;
        Begin(slot, new Turn(Epoch, previous, Catalog, records, facts, Facts.UpTo));
    }

    private void Begin(int slot, in Turn turn)
    {
        ValueTask<Outcome> answer = context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Apply(turn);
        if (answer.IsCompletedSuccessfully)
        {
            Outcome outcome = answer.Result;
            if (outcome.Kind == OutcomeKind.Done && _pending.Count == 0)
            {
                Take(slot, turn, outcome);
                return;
            }
            // Behind one that waits: customers are taken in the order they were called, which numbers what one record decided.
            _pending.Add((slot, turn, Task.FromResult(outcome.Kept())));
            return;
        }
        _pending.Add((slot, turn, answer.AsTask()));
    }

    private async ValueTask Finish()
    {
        for (int i = 0; i < _pending.Count; i++)
        {
            (int slot, Turn turn, Task<Outcome> answer) = _pending[i];
            Take(slot, turn, await Answered(slot, turn, answer));
        }
        _pending.Clear();
    }

    /// <summary>Asks again until the customer has done its turn: a call that timed out may have taken effect, and a dropped activation lags.</summary>
    private async Task<Outcome> Answered(int slot, Turn turn, Task<Outcome> answer)
    {
        while (true)
        {
            Outcome outcome;
            try
            {
                outcome = await answer;
            }
            catch (TimeoutException)
            {
                answer = Ask(slot, turn);
                continue;
            }
            switch (outcome.Kind)
            {
                case OutcomeKind.Done:
                    return outcome;
                case OutcomeKind.Fenced:
                    throw new PartitionUnavailableException($"Partition {context.Number} has another owner than epoch {Epoch}.");
                default:
                    answer = Ask(slot, turn with { Previous = await CatchUp(slot, turn, outcome.Applied) });
                    break;
            }
        }
    }

    /// <summary>Sends what comes before a turn; answers the position the customer then has.</summary>
    private async Task<long> CatchUp(int slot, Turn turn, long applied)
    {
        foreach (Turn missing in await new MissingTurns(context, input, outbox, _activations).After(applied, slot, turn, _gathering))
        {
            applied = (await Answered(slot, missing, Ask(slot, missing))).Applied;
        }
        return applied;
    }

    private Task<Outcome> Ask(int slot, Turn turn) =>
        context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Apply(turn).AsTask();

    private void Take(int slot, in Turn turn, in Outcome outcome)
    {
        ref CustomerIndex.Entry entry = ref index[slot];
        entry.LastPosition = Math.Max(entry.LastPosition, outcome.Applied);
        entry.Dirty |= outcome.Applied >= turn.Records.Span[^1].Position;
        dues.Set(slot, outcome.DueAtMs);
        traits.Applied(slot, turn.Records.Span, outcome);
        _gathering.Add(outcome.Migrations.Span, slot);
        _gathering.Add(outcome.Failures, index.IdOf(slot), turn.Records.Span[^1].ReceivedAtMs);
        if (turn.Records.Span[^1].Position > turn.FactsUpTo)
        {
            _gathering.Add(outcome.Changes.Span);
        }
    }
}
