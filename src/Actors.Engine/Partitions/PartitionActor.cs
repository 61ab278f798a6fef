using System.Buffers.Binary;
using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Order, durability and time for a slice of customers. Single-threaded: the runtime never runs two turns of it at once, but
/// its turns interleave at awaits: an append loop and an apply loop with a bounded queue between.
/// </summary>
public sealed class PartitionActor : IPartition
{
    private const int TicksBetweenConfirmations = 5;
    private readonly PartitionContext _context;
    private readonly CustomerIndex _index = new();
    private readonly DueHeap _dues;
    private readonly TraitRoom _traits;
    private readonly InputLane _input;
    private readonly InputHistory _history;
    private readonly Outbox _outbox;
    private readonly ApplyLoop _apply;
    private readonly Warming _warming;
    private readonly Taking _taking;
    private readonly Recovery _recovery;
    private readonly Checkpointing _checkpoints;
    private readonly Reporting _reporting;
    private readonly MemberList _members;
    private readonly PreviewScan _previews;
    private readonly HistoryAhead _ahead;
    private readonly Switching _switching;
    private readonly SwitchLoop _switchLoop;
    private readonly PastReader _past;
    private readonly BatchLoop _batches;
    private readonly Confirmation _owner;
    private readonly Watchers _watched;
    private readonly BatchGap _gap = new();
    private readonly NameCollector _names;
    private readonly CheckpointSchedule _schedule;
    private bool _ready;
    private bool _ticking;
    private long _nextDueMs = long.MaxValue;
    private long _seenMs;
    private string? _released;
    private int _ticks;

    public PartitionActor(PartitionContext context)
    {
        _context = context;
        _names = new NameCollector(context.Number);
        _dues = new DueHeap(_index);
        _traits = new TraitRoom(_index);
        _input = new InputLane(context, _index, _traits, OnDurable);
        _history = new InputHistory(context, _index, _input.LastDurableBlock);
        _outbox = new Outbox(context, _index);
        _ahead = new HistoryAhead(context, _index);
        var past = new CustomerPast(_history, _outbox);
        var activations = new Activations();
        var missing = new MissingTurns(context, _history, past, activations);
        _switching = new Switching(context, _index, _ahead, past);
        var failing = new FailingUnits(context, _outbox);
        _apply = new ApplyLoop(
            context, _index, _dues, _outbox, new CustomerCalls(context, _index, _dues, _traits, missing), activations, _switching, failing);
        _warming = new Warming(context, _index);
        _taking = new Taking(context);
        _recovery = new Recovery(context, _index, _dues, _apply, _outbox, _history, _warming, _names);
        _checkpoints = new Checkpointing(context, _index, _input, _outbox, _apply, _gap, _names);
        _schedule = new CheckpointSchedule(context, _checkpoints);
        _batches = new BatchLoop(context, _apply, _gap, _names, AfterBatch);
        _reporting = new Reporting(context, _apply, _outbox, failing);
        _members = new MemberList(context, _index, _apply, _outbox);
        _owner = new Confirmation(context, _input);
        _watched = new Watchers(context.Scheduler);
        _previews = new PreviewScan(context, _index, _apply, new ScanPace(_input, _apply, _batches, _gap));
        _past = new PastReader(context, _index, _history, missing, activations, _switching);
        _switchLoop = new SwitchLoop(context, _switching, _input, _batches, () => Fault ?? _input.Fault);
    }

    /// <summary>
    /// Earliest due instant of any customer, as of the last turn: the runtime calls <see cref="Tick"/> when the clock has passed it. May be
    /// read from any thread.
    /// </summary>
    public long NextDueMs => Volatile.Read(ref _nextDueMs);

    /// <summary>Why it answers no calls any more, or null.</summary>
    private string? Fault => _released ?? _batches.Fault;

    /// <summary>How far recovery is, 0 to 1. May be read from any thread: a lane that recovers takes no other turns.</summary>
    public double Recovered => Volatile.Read(ref _ready) ? 1 : _recovery.Progress;

    /// <summary>Takes the partition with a new epoch, and recovers. Until it has completed, calls are answered that it is not ready.</summary>
    public async ValueTask Start()
    {
        try
        {
            await Recover();
        }
        finally
        {
            _context.Gate?.Recovered();
        }
        // Beside all other work, in turns of a few hundred customers.
        _ = _warming.Run().AsTask();
    }

    private async ValueTask Recover()
    {
        Ownership owner = await _taking.Take();
        // After taking it: what its log names from now on, this owner has written.
        await _context.Catalogs.Ensure(int.MaxValue);
        _apply.Epoch = owner.Epoch;
        _input.Begin(owner.Epoch, owner.ReceivedAtMs);
        await _recovery.Run();
        _index.AddsFresh = true;
        _switching.IsLive = true;
        _checkpoints.Begin(_recovery.CheckpointPosition);
        Volatile.Write(ref _ready, true);
        Volatile.Write(ref _nextDueMs, _dues.NextMs);
        _context.Published(_context.Number, _outbox.Tail);
        _reporting.Report(recent: true);
        _switchLoop.Go();
    }

    /// <inheritdoc/>
    public ValueTask<Ack> Append(IngestBatch batch)
    {
        try
        {
            Available();
            if (_context.Clock.Held is { } held)
            {
                throw new PartitionUnavailableException(held);
            }
        }
        catch (PartitionUnavailableException)
        {
            _context.Room.Release(_context.Number, batch.Items.Length);
            throw;
        }
        return new(Take(batch.Items.Span));
    }

    private Task<Ack> Take(ReadOnlySpan<IngestItem> items)
    {
        List<(int Index, long Position)>? unsure = null;
        Task<Ack> appended = _input.Append(items, ref unsure);
        return unsure is null ? appended : _traits.Answered(appended, unsure, _batches.WhenPublished);
    }

    /// <inheritdoc/>
    public async ValueTask<CustomerView> Read(CustomerId id, CustomerQuery query)
    {
        await Own();
        await _batches.WhenPublished(_input.Durable);
        int slot = _index.Find(id);
        if (slot < 0 || _index[slot].LastPosition == 0)
        {
            return new CustomerView(id, Exists: false, query.NowMs, _apply.Catalog, 0, 0, 0, default, [], []);
        }
        if (query.Past && query.NowMs < _input.LastReceivedMs)
        {
            return await _past.Read(slot, query)
                ?? new CustomerView(id, Exists: false, query.NowMs, 0, 0, 0, 0, default, [], []);
        }
        while (true)
        {
            long now = Math.Max(query.NowMs, _input.LastReceivedMs);
            if (_index[slot].DueAtMs <= now)
            {
                await Advance(now);
                continue;
            }
            long needed = _index[slot].LastPosition;
            CustomerView view = await _context.Directory.Customer(_index.IdOf(slot), ref _index[slot].Hint)
                .Read(_apply.Epoch, query with { NowMs = now, Catalog = _apply.Catalog });
            if (view.Applied >= needed)
            {
                return await _past.WithCauses(slot, view, view.Applied, long.MaxValue);
            }
            await _apply.BringUp(slot);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax)
    {
        await Own();
        int slot = _index.Find(id);
        return slot < 0 ? new MigrationPage([], 0, More: false) : await _outbox.Timeline(slot, before, itemsMax);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredRecord>> History(CustomerId id, long before, int itemsMax)
    {
        await Own();
        int slot = _index.Find(id);
        if (slot < 0)
        {
            return [];
        }
        List<Record> records = await _history.Read(slot, 0, before, itemsMax);
        return records.ConvertAll(record => new StoredRecord(record));
    }

    /// <inheritdoc/>
    public async ValueTask<MemberPage> Members(MemberQuery query)
    {
        await Own();
        return await _members.Read(query);
    }

    /// <inheritdoc/>
    public async ValueTask<PreviewPage> Preview(PreviewQuery query)
    {
        await Own();
        await _batches.WhenPublished(_input.Durable);
        return await _previews.Read(query with { NowMs = Math.Max(query.NowMs, _input.LastReceivedMs) });
    }

    /// <inheritdoc/>
    /// <remarks>May be called from any thread, outside the turns: what is published does not change any more.</remarks>
    public ValueTask<MigrationPage> Migrations(long after, int itemsMax) => _outbox.Read(after, itemsMax);

    /// <inheritdoc/>
    public async ValueTask<PublishedTail> Published(PublishedTail known)
    {
        Available();
        if (_outbox.Tail <= known.Outbox && _apply.Decided <= known.Catalog)
        {
            await _watched.WhenMoved();
        }
        return new PublishedTail(_outbox.Tail, _apply.Decided);
    }

    /// <inheritdoc/>
    public async ValueTask Advance(long toMs)
    {
        Available();
        while (true)
        {
            long to = BoundedAdvance(toMs);
            await _input.Append(RecordKind.Advance, Math.Max(to, _input.LastReceivedMs), default);
            await _batches.WhenPublished(_input.Durable);
            if (to >= toMs)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<double> Prepare(bool records, bool published)
    {
        Available();
        return await _ahead.Step(records, published);
    }

    /// <inheritdoc/>
    public async ValueTask Activate(int version)
    {
        Available();
        await _switchLoop.WhenClosed();
        while (version > _apply.Catalog)
        {
            await _context.Catalogs.Ensure(version);
            // As in Tick: in virtual time the clock itself may be ahead of items that wait behind this turn.
            long now = Math.Max(_context.Clock.IsVirtual ? _seenMs : _context.Clock.NowMs, _input.LastReceivedMs);
            await _input.Append(RecordKind.Activate, now, ControlBody.OfActivation(version));
            await _batches.WhenPublished(_input.Durable);
            await _switchLoop.WhenClosed();
        }
        await _batches.WhenPublished(_apply.Applied);
    }

    /// <inheritdoc/>
    public async ValueTask Deliver(PeerMessage message)
    {
        Available();
        var name = new byte[20];
        BinaryPrimitives.WriteInt64LittleEndian(name, message.Position);
        BinaryPrimitives.WriteInt32LittleEndian(name.AsSpan(8), message.FromPartition);
        BinaryPrimitives.WriteInt32LittleEndian(name.AsSpan(12), message.Ordinal);
        var item = new IngestItem(message.Kind, message.To, IngestItem.NoTime, IngestItem.NoTime, default, name, "peer"u8.ToArray(),
            message.Body, HasMessageId: true);
        _context.Room.Take(_context.Number, 1);
        await Take([item]);
    }

    /// <inheritdoc/>
    public ValueTask<PartitionStatus> Status() => new(new PartitionStatus(
        _context.Number, _ready, Recovered, _input.Durable, _apply.Applied, _outbox.Tail, _index.Count, _index.Count,
        _dues.NextMs, (long)_batches.LatenessMs, Fault ?? _input.Fault ?? _taking.WaitsFor ?? _outbox.Fault));

    /// <inheritdoc/>
    public async ValueTask<SeenNames> Names()
    {
        Available();
        await _batches.WhenPublished(_input.Durable);
        return _names.Seen;
    }

    /// <summary>What the clock asks for: due times that have come, statistics to report, a checkpoint. Called by the runtime.</summary>
    /// <param name="nowMs">
    /// The clock as the runtime saw it before it asked for this turn. Not read in the turn: in virtual time items may wait behind the turn that bear
    /// an earlier stamp than the clock has by then, and time must not pass over them.
    /// </param>
    /// <param name="recent">Also report the segments whose windows still slide: about once a second.</param>
    public async ValueTask Tick(long nowMs, bool recent)
    {
        if (!_ready || Fault is not null || _ticking || _context.Clock.Held is not null)
        {
            return;
        }
        _ticking = true;
        try
        {
            _seenMs = Math.Max(_seenMs, nowMs);
            if (_dues.NextMs <= nowMs)
            {
                await Advance(nowMs);
            }
            if (recent && _ticks++ % TicksBetweenConfirmations == 0)
            {
                // One that nobody writes to or reads from would not find out that it is the owner no more.
                await _owner.Confirm();
            }
            _reporting.Report(recent);
            await _schedule.SaveIfWorthwhile(_outbox.Confirmed);
        }
        catch (PartitionUnavailableException)
        {
            // The disk refuses for now: what is due stays due, and the next tick tries again.
        }
        finally
        {
            _ticking = false;
        }
    }

    /// <summary>Saves every state that changed, then where the partition stands. Called on a clean stop, too.</summary>
    public ValueTask SaveCheckpoint() => !_ready || Fault is not null ? default : _checkpoints.Save();

    /// <summary>
    /// Hands the partition over: takes nothing more, publishes what it took, saves every state and where it stands. The next owner has nothing to
    /// replay. What fails of it is made good by that owner's recovery.
    /// </summary>
    public async ValueTask Release()
    {
        bool hasWork = _ready && Fault is null && _input.Fault is null;
        string reason = $"Partition {_context.Number} is being handed over to another owner.";
        _input.Lose(reason);
        while (_input.IsAppending)
        {
            await _input.WhenAnswered();
        }
        try
        {
            if (hasWork)
            {
                await _batches.WhenPublished(_input.Durable);
                await _checkpoints.Save();
            }
        }
        catch (PartitionUnavailableException)
        {
            // Another owner has it already.
        }
        _released = reason;
        _watched.Moved();
    }

    /// <summary>An instant up to which a bounded number of customers is due, unless more are due at one instant.</summary>
    private long BoundedAdvance(long toMs)
    {
        while (_dues.NextMs < toMs && _dues.HasMoreDueThan(_context.Options.AdvanceCustomersMax, toMs))
        {
            toMs = _dues.NextMs + (toMs - _dues.NextMs) / 2;
        }
        return toMs;
    }

    private void OnDurable(DurableBlock block) => _batches.Add(block);

    private void AfterBatch(bool switched)
    {
        Volatile.Write(ref _nextDueMs, _dues.NextMs);
        _watched.Moved();
        _switchLoop.Go();
        if (switched)
        {
            // History need not be read again to recover: the switched states are saved at once.
            _ = SaveSwitched();
        }
    }

    private async Task SaveSwitched()
    {
        try
        {
            await _checkpoints.Save();
        }
        catch (PartitionUnavailableException)
        {
            // Another owner has it, or it stopped: whoever calls is told.
        }
    }

    /// <summary>A read is answered only by who was the owner when it was asked for.</summary>
    private ValueTask Own()
    {
        Available();
        return _owner.Confirm();
    }

    private void Available()
    {
        if ((Fault ?? _input.Fault) is { } fault)
        {
            throw new PartitionUnavailableException(fault);
        }
        if (!_ready)
        {
            throw new PartitionUnavailableException(
                _taking.WaitsFor ?? _outbox.Fault ?? $"Partition {_context.Number} is recovering: {_recovery.Progress:P0} done.");
        }
    }
}
