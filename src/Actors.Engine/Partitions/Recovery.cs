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
internal sealed class Recovery(PartitionContext context, CustomerIndex index, DueHeap dues, ApplyLoop apply, Outbox outbox)
{
    private readonly IFingerprints _fingerprints = context.Store.Fingerprints(context.Number);
    private readonly Fingerprint _fingerprint = new(context.Store.Info);
    private readonly string _inputName = $"Input log of partition {context.Number}";

    /// <summary>Share of the log's tail that has been read, 0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>Position of the checkpoint that recovery went out from.</summary>
    public long CheckpointPosition { get; private set; }

    public async ValueTask Run()
    {
        Checkpoint checkpoint = await Load();
        CheckpointPosition = checkpoint.Position;
        (apply.Catalog, apply.Applied) = (apply.Activations.VersionAt(checkpoint.Position), checkpoint.Position);
        outbox.Begin(checkpoint.Outbox, checkpoint.Covered, checkpoint.Totals);
        var facts = new FactsByPosition();
        await foreach (LogBlock block in context.Store.Outbox(context.Number).Read(checkpoint.Outbox))
        {
            DecodedOutbox decoded = outbox.Replay(block);
            facts.Add(decoded.Migrations, decoded.Covered);
        }
        apply.Facts = facts;
        await ReplayInput(checkpoint.Position, facts.UpTo);
        apply.Facts = FactsByPosition.None;
        Progress = 1;
    }

    private async ValueTask<Checkpoint> Load()
    {
        ReadOnlyMemory<byte>? saved = await context.Store.Documents.Get(Checkpoint.NameOf(context.Number));
        return saved is { } bytes
            ? Checkpoint.Decode(bytes, context.Number, index, dues, apply.Activations)
            : new Checkpoint(0, 0, 0, new PartitionTotals());
    }

    private async ValueTask ReplayInput(long checkpoint, long factsUpTo)
    {
        ILog log = context.Store.Input(context.Number);
        long from = Math.Min(checkpoint, _fingerprints.SealedPosition);
        await foreach (LogBlock block in log.Read(from))
        {
            DecodedInput decoded = InputBlock.Decode(block, _inputName);
            Remember(decoded);
            if (block.Last <= checkpoint)
            {
                continue;
            }
            int skip = (int)Math.Max(0, checkpoint - block.First + 1);
            await Replay(decoded.Records.AsMemory(skip), block.First, factsUpTo);
            Progress = (double)(block.Last - from) / Math.Max(1, log.Tail - from);
        }
    }

    /// <summary>Applies a block in two parts, so that no batch holds both adopted and decided records.</summary>
    private async ValueTask Replay(Memory<Record> records, long block, long factsUpTo)
    {
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
                _fingerprints.AddNew(
                    _fingerprint.Of(record.Source.Span, record.Customer.Utf8.Span, record.MessageId.Span), record.ReceivedAtMs);
            }
        }
    }
}
