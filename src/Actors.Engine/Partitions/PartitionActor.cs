using System.Buffers;
using System.Buffers.Binary;
using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Order, durability and time for a slice of customers. Single-threaded: the runtime never runs two turns of it at once, but
/// its turns interleave at awaits: an append loop and an apply loop with a bounded queue between.
/// </summary>
public sealed class PartitionActor : IPartition
{
    private readonly PartitionContext _context;
    private readonly CustomerIndex _index = new();
    private readonly DueHeap _dues;
    private readonly InputLane _input;
    private readonly InputHistory _history;
    private readonly Outbox _outbox;
    private readonly ApplyLoop _apply;
    private readonly Recovery _recovery;
    private readonly Queue<DurableBlock> _durable = new();
    private readonly List<DurableBlock> _batch = [];
    private readonly Barrier _published = new();
    private bool _ready;
    private bool _applying;
    private bool _ticking;
    private bool _checkpointing;
    private TaskCompletionSource? _checkpointWanted;
    private long _nextDueMs = long.MaxValue;
    private long _seenMs;
    private long _checkpoint;
    private double _latenessMs;
    private string? _fault;

    public PartitionActor(PartitionContext context)
    {
        _context = context;
        _dues = new DueHeap(_index);
        _input = new InputLane(context, _index, OnDurable);
        _history = new InputHistory(context, _index, _input.LastDurableBlock);
        _outbox = new Outbox(context, _index);
        _apply = new ApplyLoop(context, _index, _dues, _history, _outbox);
        _recovery = new Recovery(context, _index, _dues, _apply, _outbox);
    }

    /// <summary>
    /// Earliest due instant of any customer, as of the last turn: the runtime calls <see cref="Tick"/> when the clock has passed it. May be
    /// read from any thread.
    /// </summary>
    public long NextDueMs => Volatile.Read(ref _nextDueMs);

    /// <summary>Recovers, and takes the partition with a new epoch. Nothing else may be called before it has completed.</summary>
    public async ValueTask Start()
    {
        await _recovery.Run();
        _index.AddsFresh = true;
        _context.Clock.MoveTo(_recovery.LastReceivedMs);
        _input.Begin(_apply.Applied, _recovery.LastReceivedMs);
        _checkpoint = _apply.Applied;
        long now = Math.Max(_context.Clock.NowMs, _recovery.LastReceivedMs);
        await _input.Append(RecordKind.Owner, now, ControlBody.Of(_apply.Epoch + 1));
        await WhenPublished(_input.Durable);
        _ready = true;
        Volatile.Write(ref _nextDueMs, _dues.NextMs);
        _context.Published(_context.Number, _outbox.Tail);
        Report(recent: true);
    }

    /// <inheritdoc/>
    public async ValueTask<Ack> Append(IngestBatch batch)
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
        return await _input.Append(batch.Items.Span);
    }

    /// <inheritdoc/>
    public async ValueTask<CustomerView> Read(CustomerId id, CustomerQuery query)
    {
        Available();
        await WhenPublished(_input.Durable);
        int slot = _index.Find(id);
        if (slot < 0 || _index[slot].LastPosition == 0)
        {
            return new CustomerView(id, Exists: false, query.NowMs, _apply.Catalog, 0, 0, 0, default, [], []);
        }
        long now = Math.Max(query.NowMs, _input.LastReceivedMs);
        if (_index[slot].DueAtMs <= now)
        {
            await Advance(now);
        }
        return await _context.Directory.Customer(_index.IdOf(slot), ref _index[slot].Hint)
            .Read(_apply.Epoch, query with { NowMs = now, Catalog = _apply.Catalog });
    }

    /// <inheritdoc/>
    public ValueTask<MigrationPage> Timeline(CustomerId id, long before, int itemsMax)
    {
        Available();
        int slot = _index.Find(id);
        return slot < 0 ? new(new MigrationPage([], 0, More: false)) : _outbox.Timeline(slot, before, itemsMax);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredRecord>> History(CustomerId id, long before, int itemsMax)
    {
        Available();
        int slot = _index.Find(id);
        if (slot < 0)
        {
            return [];
        }
        List<Record> records = await _history.Read(slot, 0, before, itemsMax);
        return records.ConvertAll(record => new StoredRecord(record));
    }

    /// <inheritdoc/>
    public ValueTask<MigrationPage> Migrations(long after, int itemsMax) => _outbox.Read(after, itemsMax);

    /// <inheritdoc/>
    public async ValueTask Advance(long toMs)
    {
        Available();
        while (true)
        {
            long to = BoundedAdvance(toMs);
            await _input.Append(RecordKind.Advance, Math.Max(to, _input.LastReceivedMs), default);
            await WhenPublished(_input.Durable);
            if (to >= toMs)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask Activate(int version)
    {
        Available();
        if (version <= _apply.Catalog)
        {
            return;
        }
        // As in Tick: in virtual time the clock itself may be ahead of items that wait behind this turn.
        long now = Math.Max(_context.Clock.IsVirtual ? _seenMs : _context.Clock.NowMs, _input.LastReceivedMs);
        await _input.Append(RecordKind.Activate, now, ControlBody.Of(version));
        await WhenPublished(_input.Durable);
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
        await _input.Append([item]);
    }

    /// <inheritdoc/>
    public ValueTask<PartitionStatus> Status() => new(new PartitionStatus(
        _context.Number, _ready, _ready ? 1 : _recovery.Progress, _input.Durable, _apply.Applied, _outbox.Tail, _index.Count, _index.Count,
        _dues.NextMs, (long)_latenessMs, _fault ?? _outbox.Fault));

    /// <summary>What the clock asks for: due times that have come, statistics to report, a checkpoint. Called by the runtime.</summary>
    /// <param name="nowMs">
    /// The clock as the runtime saw it before it asked for this turn. Not read in the turn: in virtual time items may wait behind the turn that bear
    /// an earlier stamp than the clock has by then, and time must not pass over them.
    /// </param>
    /// <param name="recent">Also report the segments whose windows still slide: about once a second.</param>
    public async ValueTask Tick(long nowMs, bool recent)
    {
        if (!_ready || _fault is not null || _ticking || _context.Clock.Held is not null)
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
            Report(recent);
            if (_outbox.Confirmed - _checkpoint >= _context.Options.CheckpointRecords)
            {
                await SaveCheckpoint();
            }
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
    public ValueTask SaveCheckpoint()
    {
        if (_checkpointing || !_ready || _fault is not null)
        {
            return default;
        }
        if (!_applying)
        {
            return Save();
        }
        _checkpointWanted ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new(_checkpointWanted.Task);
    }

    /// <summary>Begins between two batches: until the first await nothing is applied, so that all states stand at the same position.</summary>
    private async ValueTask Save()
    {
        _checkpointing = true;
        TaskCompletionSource? wanted = _checkpointWanted;
        _checkpointWanted = null;
        long position = _apply.Applied;
        try
        {
            var checkpoint = new Checkpoint(position, _outbox.Tail, _outbox.Covered, _apply.Epoch, _apply.Catalog, _input.LastReceivedMs,
                _outbox.Totals);
            ReadOnlyMemory<byte> document = checkpoint.Encode(_index);
            await Task.WhenAll(FlushDirty(position));
            await _context.Store.States.Sync();
            await _context.Store.Fingerprints(_context.Number).Seal(position);
            await _context.Store.Documents.Put([(Checkpoint.NameOf(_context.Number), document)]);
            _checkpoint = position;
            await ExpireFingerprints();
        }
        catch (StorageException e)
        {
            DirtyAgain();
            _context.Meter.CheckpointFailed(e.Message);
        }
        finally
        {
            _checkpointing = false;
            wanted?.TrySetResult();
        }
    }

    /// <summary>Which saves took effect is not known: all are tried again.</summary>
    private void DirtyAgain()
    {
        for (int slot = 0; slot < _index.Count; slot++)
        {
            _index[slot].Dirty = _index[slot].LastPosition > 0;
        }
    }

    /// <summary>Starts saving all dirty states; each copies its state before this returns.</summary>
    private List<Task> FlushDirty(long position)
    {
        var saves = new List<Task>();
        for (int slot = 0; slot < _index.Count; slot++)
        {
            if (_index[slot].Dirty)
            {
                _index[slot].Dirty = false;
                ValueTask<long> save = _context.Directory.Customer(_index.IdOf(slot), ref _index[slot].Hint).Flush(_apply.Epoch, position);
                if (!save.IsCompletedSuccessfully)
                {
                    saves.Add(save.AsTask());
                }
            }
        }
        return saves;
    }

    private async ValueTask ExpireFingerprints()
    {
        long before = _input.LastReceivedMs - (long)_context.Options.DeduplicationHorizon.TotalMilliseconds;
        await _context.Store.Fingerprints(_context.Number).Expire(before);
    }

    private void Report(bool recent) => _outbox.Totals.Report(
        _context.Number, _apply.Epoch, _apply.Applied, Math.Max(_context.Clock.NowMs, 0), recent,
        (key, partial) =>
        {
            ValueTask told = _context.Directory.Segment(key).Report(partial);
            if (!told.IsCompleted)
            {
                // A report that is lost is made good by the next: nobody waits for it.
                _ = told.AsTask();
            }
        });

    /// <summary>An instant up to which a bounded number of customers is due, unless more are due at one instant.</summary>
    private long BoundedAdvance(long toMs)
    {
        while (_dues.NextMs < toMs && _dues.HasMoreDueThan(_context.Options.AdvanceCustomersMax, toMs))
        {
            toMs = _dues.NextMs + (toMs - _dues.NextMs) / 2;
        }
        return toMs;
    }

    private void OnDurable(DurableBlock block)
    {
        _durable.Enqueue(block);
        if (!_applying)
        {
            _ = ApplyDurable();
        }
    }

    private async Task ApplyDurable()
    {
        _applying = true;
        try
        {
            while (_durable.Count > 0)
            {
                await ApplyBatch();
                Volatile.Write(ref _nextDueMs, _dues.NextMs);
                _published.Reached(_apply.Applied);
                if (_checkpointWanted is not null && !_checkpointing)
                {
                    _ = Save().AsTask();
                }
            }
        }
        catch (Exception e)
        {
            // Nothing after this position is applied: the log keeps it all, and a restart goes on from here.
            _fault = $"Partition {_context.Number} stopped at input position {_apply.Applied}: {e.Message}";
            _context.Meter.PartitionFailed(_context.Number, e);
            _published.Fail(new PartitionUnavailableException(_fault, e));
        }
        _applying = false;
        _published.Reached(_apply.Applied);
    }

    /// <summary>Applies as many durable blocks as are committed at once; a catalog's activation ends its batch.</summary>
    private async ValueTask ApplyBatch()
    {
        _batch.Clear();
        int records = 0;
        bool activates = false;
        do
        {
            DurableBlock block = _durable.Dequeue();
            _batch.Add(block);
            records += block.Records.Length;
            await _apply.Apply(block.Records, block.Slots);
            activates = Activates(block);
        }
        while (!activates && _durable.Count > 0 && records < _context.Options.BatchRecordsMax);
        Migration[] published = await _apply.Commit();
        Measure(published, _batch[0].DurableAt);
        foreach (DurableBlock block in _batch)
        {
            _context.Room.Release(_context.Number, CustomersIn(block.Slots.Span));
            ArrayPool<Record>.Shared.Return(block.Rented);
        }
        if (activates && !_checkpointing)
        {
            // History need not be read again to recover: the switched states are saved at once.
            await Save();
        }
    }

    private static bool Activates(DurableBlock block)
    {
        foreach (ref readonly Record record in block.Records.Span)
        {
            if (record.Kind == RecordKind.Activate)
            {
                return true;
            }
        }
        return false;
    }

    private static int CustomersIn(ReadOnlySpan<int> slots)
    {
        int customers = 0;
        foreach (int slot in slots)
        {
            customers += slot >= 0 ? 1 : 0;
        }
        return customers;
    }

    private void Measure(Migration[] published, long durableAt)
    {
        int byClock = 0;
        long now = _context.Clock.NowMs;
        _latenessMs = 0;
        foreach (ref readonly Migration migration in published.AsSpan())
        {
            if (migration.Cause == CauseKind.Clock)
            {
                byClock++;
                if (!_context.Clock.IsVirtual)
                {
                    _latenessMs = Math.Max(_latenessMs, now - migration.AtMs);
                    _context.Meter.ClockLateness.Record(now - migration.AtMs);
                }
            }
        }
        if (published.Length > byClock)
        {
            _context.Meter.EventToMigration.Record(_context.Meter.MsSince(durableAt), published.Length - byClock);
        }
        _context.Meter.Published(published.Length, byClock);
    }

    private ValueTask WhenPublished(long position) =>
        _apply.Applied >= position && !_applying ? ValueTask.CompletedTask : _published.Wait(position);

    private void Available()
    {
        if (_fault is not null)
        {
            throw new PartitionUnavailableException(_fault);
        }
        if (!_ready)
        {
            throw new PartitionUnavailableException($"Partition {_context.Number} is recovering: {_recovery.Progress:P0} done.");
        }
    }
}
