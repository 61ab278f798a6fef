using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>Saves what changed and then, as a checkpoint, where the partition stands.</summary>
internal sealed class Checkpointing(PartitionContext context, CustomerIndex index, InputLane input, Outbox outbox, ApplyLoop apply)
{
    private const int FlushAttempts = 3;
    private TaskCompletionSource? _wanted;
    private Task _saving = Task.CompletedTask;

    /// <summary>Input position of the last checkpoint.</summary>
    public long Position { get; private set; }

    public bool IsSaving => !_saving.IsCompleted;

    /// <summary>Whether somebody waits for the next one.</summary>
    public bool IsWanted => _wanted is not null;

    public void Begin(long position) => Position = position;

    /// <summary>Asks for a checkpoint between two batches.</summary>
    public Task WhenNextSaved() => (_wanted ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Completes when none is being saved.</summary>
    public Task WhenIdle() => _saving;

    /// <summary>Nobody shall wait for a checkpoint any more.</summary>
    public void GiveUp()
    {
        _wanted?.TrySetResult();
        _wanted = null;
    }

    /// <summary>Called between two batches: until the first await nothing is applied, so that all states stand at the same position.</summary>
    public async ValueTask Save()
    {
        var saved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _saving = saved.Task;
        TaskCompletionSource? wanted = _wanted;
        _wanted = null;
        long position = apply.Applied;
        try
        {
            var checkpoint = new Checkpoint(position, outbox.Tail, outbox.Covered, outbox.Totals);
            ReadOnlyMemory<byte> document = checkpoint.Encode(index, apply.Activations, input.LastDurableBlock);
            await Task.WhenAll(FlushDirty());
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
            saved.SetResult();
            wanted?.TrySetResult();
            // Asked for meanwhile: this one is fresh enough, and another batch may never come.
            GiveUp();
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

    /// <summary>Starts saving all dirty states.</summary>
    private List<Task> FlushDirty()
    {
        var saves = new List<Task>();
        for (int slot = 0; slot < index.Count; slot++)
        {
            if (!index[slot].Dirty)
            {
                continue;
            }
            index[slot].Dirty = false;
            Task save = Flush(slot);
            if (!save.IsCompletedSuccessfully)
            {
                saves.Add(save);
            }
        }
        return saves;
    }

    /// <summary>
    /// Saves one state. A customer that is given new records all the while may not get to it: it stays dirty, and after a crash it is
    /// behind what the checkpoint says of it, and is sent what it lacks.
    /// </summary>
    private async Task Flush(int slot)
    {
        long needed = index[slot].LastPosition;
        for (int attempt = 0; attempt < FlushAttempts; attempt++)
        {
            try
            {
                ICustomer customer = context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint);
                if (await customer.Flush(apply.Epoch, outbox.Confirmed) >= needed)
                {
                    return;
                }
                await apply.BringUp(slot);
            }
            catch (TimeoutException)
            {
                // Whether it was saved is not known: asked again, a saved one answers at once.
            }
        }
        index[slot].Dirty = true;
    }
}
