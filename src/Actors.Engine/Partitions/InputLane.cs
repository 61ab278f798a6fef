using System.Buffers;
using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// The append loop of a partition: gives every item its stamp and position, gathers what waits into one block while the block before
/// is being made durable, and completes its callers only then.
/// </summary>
internal sealed class InputLane(PartitionContext context, CustomerIndex index, TraitRoom traits, Action<DurableBlock> durable)
{
    private readonly ILog _log = context.Store.Input(context.Number);
    private readonly AcceptedMessages _messages = new(context);
    private readonly Queue<Waiter> _waiters = new();
    private readonly Queue<OpenBlock> _full = new();
    private OpenBlock _open = new();
    private OpenBlock? _free;
    private OpenBlock? _writing;
    private long _next = 1;
    private long _lastReceivedMs = long.MinValue;
    private bool _appending;
    private bool _refuses;
    private TaskCompletionSource? _answered;

    /// <summary>Why nothing can be appended any more, or null: another owner has the log, or a defect.</summary>
    public string? Fault { get; private set; }

    /// <summary>Last durable position.</summary>
    public long Durable { get; private set; }

    /// <summary>Last position given.</summary>
    public long Given => _next - 1;

    /// <summary>The stamp of the last record given.</summary>
    public long LastReceivedMs => _lastReceivedMs;

    /// <summary>Whether a block is on its way to the log, or about to be.</summary>
    public bool IsAppending => _appending;

    /// <summary>Completes when the block on its way is durable or refused.</summary>
    public Task WhenAnswered() =>
        (_answered ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Seals the fingerprints of all messages that are durable.</summary>
    public ValueTask Seal() => _messages.Seal(Durable);

    /// <summary>Nothing is appended any more.</summary>
    public void Lose(string reason) => Fault ??= reason;

    /// <summary>Takes up the log where recovery found it.</summary>
    public void Begin(long tail, long lastReceivedMs)
    {
        Durable = tail;
        _next = tail + 1;
        _lastReceivedMs = lastReceivedMs;
    }

    /// <summary>Adds items to the open block; the answer completes when they, and the originals of duplicates, are durable.</summary>
    /// <param name="unsure">Takes the items whose traits may not fit, with their positions.</param>
    public Task<Ack> Append(ReadOnlySpan<IngestItem> items, ref List<(int Index, long Position)>? unsure)
    {
        if (Fault is not null)
        {
            context.Room.Release(context.Number, items.Length);
            throw new PartitionUnavailableException(Fault);
        }
        int duplicates = 0;
        long lastNeeded = 0;
        Span<int> slots = stackalloc int[CustomerIndex.TogetherMax];
        Span<UInt128> fingerprints = stackalloc UInt128[CustomerIndex.TogetherMax];
        for (int start = 0; start < items.Length; start += CustomerIndex.TogetherMax)
        {
            ReadOnlySpan<IngestItem> part = items.Slice(start, Math.Min(CustomerIndex.TogetherMax, items.Length - start));
            index.Find(part, slots);
            ulong mayRepeat = _messages.MayRepeat(part, fingerprints);
            for (int i = 0; i < part.Length; i++)
            {
                ref readonly IngestItem item = ref part[i];
                if (item.HasMessageId && _messages.IsKnown(fingerprints[i], (mayRepeat >> i & 1) != 0, ref lastNeeded))
                {
                    duplicates++;
                    continue;
                }
                lastNeeded = Add(item, slots[i], fingerprints[i]);
                if (item.Kind == RecordKind.Identify && !traits.Fits(_open.Slots[^1], lastNeeded, item.Body.Length))
                {
                    (unsure ??= []).Add((start + i, lastNeeded));
                }
            }
        }
        if (duplicates > 0)
        {
            context.Room.Release(context.Number, duplicates);
        }
        return Wait(lastNeeded, new Ack(items.Length - duplicates, duplicates, lastNeeded));
    }

    /// <summary>Adds a record of the partition's own (the passing of time, a catalog).</summary>
    public Task<Ack> Append(RecordKind kind, long receivedAtMs, ReadOnlyMemory<byte> body)
    {
        if (Fault is not null)
        {
            throw new PartitionUnavailableException(Fault);
        }
        var item = new IngestItem(kind, default, receivedAtMs, IngestItem.NoTime, default, default, default, body, false, receivedAtMs);
        long position = Add(item, -1, default);
        return Wait(position, new Ack(1, 0, position));
    }

    /// <summary>First position of the last block on disk that names a customer; 0: none.</summary>
    public long LastDurableBlock(int slot)
    {
        long block = index[slot].InputBlock;
        while (block > Durable)
        {
            OpenBlock holder = block == _open.First ? _open : block == _writing?.First ? _writing : _full.First(b => b.First == block);
            block = holder.Pending[holder.Slots.IndexOf(slot)].PreviousBlock;
        }
        return block;
    }

    private long Add(in IngestItem item, int slot, UInt128 fingerprint)
    {
        // Virtual time: the clock may be ahead of items that still wait for their turn; what has no stamp takes its place behind the last one.
        long now = item.StampMs != IngestItem.NoTime ? item.StampMs : context.Clock.IsVirtual ? _lastReceivedMs : context.Clock.NowMs;
        long received = Math.Max(now, _lastReceivedMs);
        _lastReceivedMs = received;
        long position = _next++;
        long previousBlock = 0;
        if (!item.Customer.IsEmpty)
        {
            slot = slot >= 0 ? slot : index.FindOrAdd(item.Customer);
            previousBlock = index[slot].InputBlock;
        }
        if (_open.IsFull(context.Options))
        {
            _full.Enqueue(_open);
            _open = NewBlock();
        }
        if (item.HasMessageId)
        {
            _messages.Given(fingerprint, position);
        }
        _open.Add(position, new PendingRecord(item, received, EventTime.Of(item, received, context.Clock.IsVirtual), previousBlock), slot, fingerprint);
        if (slot >= 0)
        {
            // The history index: the customer's next record will point to this block.
            index[slot].InputBlock = _open.First;
        }
        return position;
    }

    private Task<Ack> Wait(long position, Ack ack)
    {
        if (position <= Durable)
        {
            return Task.FromResult(ack);
        }
        var waiter = new Waiter(position, ack);
        _waiters.Enqueue(waiter);
        if (!_appending)
        {
            _ = AppendOpen();
        }
        return waiter.Task;
    }

    private async Task AppendOpen()
    {
        _appending = true;
        while (TakeBlock() is { } block)
        {
            _writing = block;
            try
            {
                await AppendOne(block);
                _writing = null;
                block.Clear();
                // One is kept: a rush is not worth keeping so many of them for ever.
                _free = block;
            }
            catch (Exception e)
            {
                if (e is not StorageException)
                {
                    Fault = e.Message;
                }
                else if (!_refuses)
                {
                    _refuses = true;
                    context.Meter.LogRefused(e.Message);
                }
                Withdraw(block, e);
            }
            _answered?.SetResult();
            _answered = null;
        }
        _writing = null;
        _appending = false;
    }

    private OpenBlock NewBlock()
    {
        OpenBlock block = _free ?? new OpenBlock();
        _free = null;
        return block;
    }

    private OpenBlock? TakeBlock()
    {
        if (_full.TryDequeue(out OpenBlock? full))
        {
            return full;
        }
        if (_open.Count == 0)
        {
            return null;
        }
        OpenBlock block = _open;
        _open = NewBlock();
        return block;
    }

    private async Task AppendOne(OpenBlock block)
    {
        Record[] records = ArrayPool<Record>.Shared.Rent(block.Count);
        LogBlock encoded = InputBlock.Encode(block.First, block.Pending, records);
        AppendOutcome outcome = await _log.Settle(encoded);
        if (!outcome.Appended)
        {
            throw new PartitionUnavailableException(
                $"Partition {context.Number} has another owner: its log ends at {outcome.Tail}, not at {block.First - 1}.");
        }
        long durableAt = context.Meter.Timestamp();
        Durable = encoded.Last;
        _refuses = false;
        _messages.Remember(block, Durable);
        while (_waiters.TryPeek(out Waiter? waiter) && waiter.Position <= Durable)
        {
            _waiters.Dequeue().SetResult(waiter.Ack);
        }
        durable(new DurableBlock(records.AsMemory(0, block.Count), block.Slots.ToArray(), durableAt, records));
    }

    /// <summary>
    /// A block could not be written: nothing of it, nor of what was given a position behind it, happened. Their callers are told, and may
    /// send the same messages again.
    /// </summary>
    private void Withdraw(OpenBlock failed, Exception reason)
    {
        int items = 0;
        foreach (OpenBlock block in (OpenBlock[])[_open, .. _full.Reverse(), failed])
        {
            items += block.Customers;
            block.Undo(index, traits);
        }
        _full.Clear();
        _open = new OpenBlock();
        _messages.Withdraw();
        _next = Durable + 1;
        context.Room.Release(context.Number, items);
        context.Meter.Refused(items);
        var told = new PartitionUnavailableException(reason.Message, reason);
        while (_waiters.TryDequeue(out Waiter? waiter))
        {
            waiter.SetException(told);
        }
    }
}
