using Actors.Engine.Codec;
using Actors.Engine.Statistics;
using Actors.EventLog;
using Actors.EventLog.Deduplication;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Brings a partition back: the checkpoint, then the published blocks after it, then the records after it. Up to where the outbox is
/// complete, features are recomputed and the published migrations adopted; beyond, records are decided.
/// </summary>
internal sealed class Recovery(PartitionContext context, CustomerIndex index, DueHeap dues, ApplyLoop apply, Outbox outbox, InputHistory history, Warming warming, NameCollector names)
{
    private readonly IFingerprints _fingerprints = context.Store.Fingerprints(context.Number);
    private readonly Fingerprint _fingerprint = new(context.Store.Info);
    private readonly string _inputName = $"Input log of partition {context.Number}";

    private long _work = 1;
    private long _done;

    /// <summary>Share of what has to be read of both logs that has been, 0 to 1. May be read from any thread.</summary>
    public double Progress => Math.Min(1, (double)Interlocked.Read(ref _done) / Interlocked.Read(ref _work));

    /// <summary>Position of the checkpoint that recovery went out from.</summary>
    public long CheckpointPosition { get; private set; }

    public async ValueTask Run()
    {
        Checkpoint checkpoint = await Load();
        CheckpointPosition = checkpoint.Position;
        if (await context.Store.Documents.Get(names.Document) is { } seen)
        {
            names.Decode(seen);
        }
        (apply.Catalog, apply.Applied) = (apply.Activations.VersionAt(checkpoint.Position), checkpoint.Position);
        if (checkpoint.Switched is { } switched)
        {
            long activation = apply.Activations.InForceAt(checkpoint.Position);
            apply.Switching.Open(await history.At(activation), apply.Activations.VersionAt(activation - 1), switched);
        }
        outbox.Begin(checkpoint.Outbox, checkpoint.Covered, checkpoint.Totals);
        long from = Math.Min(checkpoint.Position, _fingerprints.SealedPosition);
        long work = context.Store.Outbox(context.Number).Tail - checkpoint.Outbox + context.Store.Input(context.Number).Tail - from;
        Interlocked.Exchange(ref _work, Math.Max(1, work));
        await warming.BeforeReplay(context.Store.Input(context.Number).Tail - checkpoint.Position);
        var facts = new FactsByPosition();
        await foreach (LogBlock block in context.Store.Outbox(context.Number).Read(checkpoint.Outbox))
        {
            DecodedOutbox decoded = outbox.Replay(block);
            Interlocked.Add(ref _done, block.Last - Math.Max(block.First - 1, checkpoint.Outbox));
            facts.Add(decoded.Migrations, decoded.Covered);
        }
        apply.Facts = facts;
        await ReplayInput(checkpoint.Position, from, facts.UpTo);
        apply.Facts = FactsByPosition.None;
    }

    private async ValueTask<Checkpoint> Load()
    {
        ReadOnlyMemory<byte>? saved = await context.Store.Documents.Get(Checkpoint.NameOf(context.Number));
        return saved is { } bytes
            ? Checkpoint.Decode(bytes, context.Number, index, dues, apply.Activations)
            : new Checkpoint(0, 0, 0, new PartitionTotals());
    }

    private async ValueTask ReplayInput(long checkpoint, long from, long factsUpTo)
    {
        await foreach (LogBlock block in context.Store.Input(context.Number).Read(from))
        {
            Interlocked.Add(ref _done, block.Last - Math.Max(block.First - 1, from));
            DecodedInput decoded = InputBlock.Decode(block, _inputName);
            Remember(decoded);
            if (block.Last <= checkpoint)
            {
                continue;
            }
            int skip = (int)Math.Max(0, checkpoint - block.First + 1);
            await Replay(decoded.Records.AsMemory(skip), block.First, factsUpTo);
        }
    }

    /// <summary>Applies a block in two parts, so that no batch holds both adopted and decided records.</summary>
    private async ValueTask Replay(Memory<Record> records, long block, long factsUpTo)
    {
        names.See(records.Span);
        var slots = new int[records.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            Record record = records.Span[i];
            slots[i] = record.Customer.IsEmpty ? -1 : index.FindOrAdd(record.Customer);
            if (slots[i] >= 0)
            {
                index[slots[i]].InputBlock = block;
            }
        }
        int known = 0;
        while (known < slots.Length && records.Span[known].Position <= factsUpTo)
        {
            known++;
        }
        if (known > 0)
        {
            await apply.Apply(records[..known], slots.AsMemory(0, known));
            await apply.Commit();
        }
        if (known < slots.Length)
        {
            await apply.Apply(records[known..], slots.AsMemory(known));
            await apply.Commit();
        }
    }

    private void Remember(DecodedInput decoded)
    {
        for (int i = 0; i < decoded.Records.Length; i++)
        {
            Record record = decoded.Records[i];
            if (decoded.NamedMessages[i] && record.Position > _fingerprints.SealedPosition)
            {
                UInt128 fingerprint = _fingerprint.Of(record.Source.Span, record.Customer.Utf8.Span, record.MessageId.Span);
                _fingerprints.AddNew([fingerprint], record.ReceivedAtMs, record.ReceivedAtMs);
            }
        }
    }
}
