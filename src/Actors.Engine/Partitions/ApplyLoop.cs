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
internal sealed class ApplyLoop(
    PartitionContext context, CustomerIndex index, DueHeap dues, Outbox outbox, CustomerCalls calls, Activations activations, Switching switching,
    FailingUnits failing)
{
    /// <summary>Customers switched between two looks at the lane's other work: some two milliseconds of them.</summary>
    private const int SwitchedPerTurn = 32;

    private readonly TurnGroups _groups = new();
    private readonly List<int> _moved = [];
    private readonly List<Migration> _published = [];

    public long Epoch { get; set; }

    public Activations Activations => activations;

    public Switching Switching => switching;

    /// <summary>The version that decides records.</summary>
    public int Catalog { get; set; }

    /// <summary>The version that has decided every customer.</summary>
    public int Decided => switching.IsOpen ? switching.From : Catalog;

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
    public ValueTask BringUp(int slot) =>
        calls.BringUp(slot, new Turn(Epoch, index[slot].LastPosition, Catalog, default, default, Facts.UpTo));

    private async ValueTask<Migration[]> CommitGathered()
    {
        Migration[] published = [];
        if (Applied > outbox.Covered)
        {
            calls.Gathered.Covered = Applied;
            published = await outbox.Commit(calls.Gathered);
        }
        failing.Add(calls.Gathered.Failures);
        calls.Gathered.Clear();
        return published;
    }

    private async ValueTask ApplyRun(ReadOnlyMemory<Record> records, ReadOnlyMemory<int> slots)
    {
        if (records.IsEmpty)
        {
            return;
        }
        _groups.Build(records, slots.Span);
        if (switching.IsOpen)
        {
            await SwitchReached(_groups.Groups.Where(group => switching.Concerns(group.Slot)).Select(group => (group.Slot, group.Records.Span[0].Position)));
        }
        for (int g = 0; g < _groups.Groups.Count; g++)
        {
            _groups.Expect(g, index, context.Directory);
            TurnGroups.Group group = _groups.Groups[g];
            Begin(group.Slot, group.Records);
        }
        await calls.Finish();
        _groups.Clear();
        Applied = records.Span[^1].Position;
    }

    private ValueTask ApplyControl(in Record record) => record.Kind switch
    {
        RecordKind.Advance => ApplyAdvance(record),
        RecordKind.Activate => ApplyActivate(record),
        RecordKind.Switch => ApplySwitch(record),
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
        if (switching.IsOpen)
        {
            await SwitchReached(_moved.Where(switching.Concerns).Select(slot => (slot, record.Position)));
        }
        var one = new[] { record };
        for (int i = 0; i < _moved.Count; i++)
        {
            Begin(_moved[i], one);
            if (i % context.Options.SliceCustomers == context.Options.SliceCustomers - 1)
            {
                await calls.Finish();
                await Task.Yield();
            }
        }
        await calls.Finish();
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

    /// <summary>
    /// A new catalog decides from here on. Asked for twice, the first has done it; while another one still goes on, whoever asked asks again.
    /// </summary>
    private async ValueTask ApplyActivate(Record record)
    {
        int version = ControlBody.Version(record.Body);
        if (version > Catalog && !switching.IsOpen)
        {
            activations.Add(record.Position, version);
            switching.Begin(record, Catalog);
            Catalog = version;
            if (!ControlBody.GoesOn(record.Body) || !switching.IsOpen)
            {
                await SwitchUpTo(default, record.Position);
            }
        }
        Applied = record.Position;
    }

    private async ValueTask ApplySwitch(Record record)
    {
        if (switching.IsOpen && ControlBody.Version(record.Body) == switching.Version)
        {
            await SwitchUpTo(ControlBody.End(record.Body), record.Position);
        }
        Applied = record.Position;
    }

    private async ValueTask SwitchUpTo(CustomerId end, long position)
    {
        if (switching.IsOpen)
        {
            await SwitchReached(switching.Slice(end).Select(slot => (slot, position)));
            switching.Passed(end);
        }
        failing.Keep(Decided);
    }

    /// <summary>Switches customers that records reach, before those are applied to them.</summary>
    private async ValueTask SwitchReached(IEnumerable<(int Slot, long Position)> reached)
    {
        int switched = 0;
        long factsAt = 0;
        ILookup<CustomerId, Migration>? facts = null;
        foreach ((int slot, long position) in reached)
        {
            if (facts is null || factsAt != position)
            {
                (factsAt, facts) = (position, Facts.At(position).Where(fact => activations.IsOfSwitch(fact)).ToLookup(fact => fact.Customer));
            }
            calls.Begin(slot, await switching.TurnOf(slot, Epoch, position, Facts.UpTo, facts[index.IdOf(slot)]), position);
            if (++switched % SwitchedPerTurn == 0)
            {
                await calls.Finish();
                await Task.Yield();
            }
        }
        await calls.Finish();
    }

    private void Begin(int slot, ReadOnlyMemory<Record> records)
    {
        // Replaying records that a saved state has applied already: what it had applied before is not known here, nor needed.
        long last = index[slot].LastPosition;
        long previous = last >= records.Span[0].Position ? 0 : last;
        Migration[] facts = Facts.Of(records.Span, index.IdOf(slot));
        facts = switching.IsOpen ? Array.FindAll(facts, fact => !activations.IsOfSwitch(fact)) : facts;
        calls.Begin(slot, new Turn(Epoch, previous, Catalog, records, facts, Facts.UpTo));
    }
}
