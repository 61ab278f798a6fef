using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>Saves what changed and then, as a checkpoint, where the partition stands.</summary>
internal sealed class Checkpointing(PartitionContext context, CustomerIndex index, InputLane input, Outbox outbox, ApplyLoop apply)
{
    private TaskCompletionSource? _wanted;

    /// <summary>Input position of the last checkpoint.</summary>
    public long Position { get; private set; }

    public bool IsSaving { get; private set; }

    /// <summary>Whether somebody waits for the next one.</summary>
    public bool IsWanted => _wanted is not null;

    public void Begin(long position) => Position = position;

    /// <summary>Asks for a checkpoint between two batches.</summary>
    public Task WhenNextSaved() => (_wanted ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Called between two batches: until the first await nothing is applied, so that all states stand at the same position.</summary>
    public async ValueTask Save()
    {
        IsSaving = true;
        TaskCompletionSource? wanted = _wanted;
        _wanted = null;
        long position = apply.Applied;
        try
        {
            var checkpoint = new Checkpoint(position, outbox.Tail, outbox.Covered, apply.Epoch, apply.Catalog, input.LastReceivedMs, outbox.Totals);
            ReadOnlyMemory<byte> document = checkpoint.Encode(index);
            await Task.WhenAll(FlushDirty(position));
            await context.Store.States.Sync();
            IFingerprints fingerprints = context.Store.Fingerprints(context.Number);
            await fingerprints.Seal(position);
            await context.Store.Documents.Put([(Checkpoint.NameOf(context.Number), document)]);
            Position = position;
            await fingerprints.Expire(input.LastReceivedMs - (long)context.Options.DeduplicationHorizon.TotalMilliseconds);
        }
        catch (StorageException e)
        {
            DirtyAgain();
            context.Meter.CheckpointFailed(e.Message);
        }
        finally
        {
            IsSaving = false;
            wanted?.TrySetResult();
        }
    }

    /// <summary>Which saves took effect is not known: all are tried again.</summary>
    private void DirtyAgain()
    {
        for (int slot = 0; slot < index.Count; slot++)
        {
            index[slot].Dirty = index[slot].LastPosition > 0;
        }
    }

    /// <summary>Starts saving all dirty states; each copies its state before this returns.</summary>
    private List<Task> FlushDirty(long position)
    {
        var saves = new List<Task>();
        for (int slot = 0; slot < index.Count; slot++)
        {
            if (!index[slot].Dirty)
            {
                continue;
            }
            index[slot].Dirty = false;
            ValueTask<long> save = context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Flush(apply.Epoch, position);
            if (!save.IsCompletedSuccessfully)
            {
                saves.Add(save.AsTask());
            }
        }
        return saves;
    }
}
