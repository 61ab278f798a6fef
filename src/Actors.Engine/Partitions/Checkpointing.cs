using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>
/// Saves what changed and then, as a checkpoint, where the partition stands. It takes its place between batches, a part of the customers at a time:
/// whoever is saved late is saved with what came meanwhile, which recovery knows by the position in the state.
/// </summary>
internal sealed class Checkpointing(
    PartitionContext context, CustomerIndex index, InputLane input, Outbox outbox, ApplyLoop apply, BatchGap gap, NameCollector names)
{
    private const int FlushAttempts = 3;
    // Under load a gap comes some ten times a second: a checkpoint of many states takes larger slices, not more gaps.
    private const int SlicesMax = 16;
    private readonly int _sliceMin = 4 * context.Options.SliceCustomers;
    private Task _saving = Task.CompletedTask;
    private int _namesSaved;

    /// <summary>Input position of the last checkpoint.</summary>
    public long Position { get; private set; }

    public bool IsSaving => !_saving.IsCompleted;

    public void Begin(long position) => Position = position;

    /// <summary>Saves one, after the one that is being saved.</summary>
    public async ValueTask Save()
    {
        while (IsSaving)
        {
            await _saving;
        }
        var saved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _saving = saved.Task;
        try
        {
            (long position, ReadOnlyMemory<byte> document, int[] dirty) = await gap.Run(Capture);
            int seen = names.Size;
            Task written = Task.CompletedTask;
            foreach (int[] slice in dirty.Chunk(Math.Max(_sliceMin, dirty.Length / SlicesMax)))
            {
                // While one slice is being written the next is taken: the disk never waits for a gap.
                List<Task> saves = await gap.Run(() => Flush(slice));
                await written;
                written = Task.WhenAll(saves);
            }
            await written;
            await context.Store.States.Sync();
            await input.Seal();
            // Names that came meanwhile may be among them: they are no less true.
            (string, ReadOnlyMemory<byte>?)[] documents = seen == _namesSaved ? [] : [(names.Document, names.Encode())];
            await context.Store.PutOwned(context.Number, [(Checkpoint.NameOf(context.Number), document), .. documents]);
            (Position, _namesSaved) = (position, seen);
            await context.Store.Fingerprints(context.Number).Expire(input.LastReceivedMs - (long)context.Options.DeduplicationHorizon.TotalMilliseconds);
        }
        catch (StorageException e)
        {
            DirtyAgain();
            context.Meter.CheckpointFailed(e.Message);
        }
        finally
        {
            saved.SetResult();
        }
    }

    /// <summary>Where the partition stands now, and who has to be saved for it.</summary>
    private (long Position, ReadOnlyMemory<byte> Document, int[] Dirty) Capture()
    {
        var checkpoint = new Checkpoint(
            apply.Applied, outbox.Tail, outbox.Covered, outbox.Totals, apply.Switching.IsOpen ? apply.Switching.Cursor : null);
        return (checkpoint.Position, checkpoint.Encode(index, apply.Activations, input.LastDurableBlock), index.Dirty());
    }

    /// <summary>Which saves took effect is not known: all are tried again.</summary>
    private void DirtyAgain()
    {
        for (int slot = 0; slot < index.Count; slot++)
        {
            index[slot].Dirty = index[slot].LastPosition > 0;
        }
    }

    /// <summary>Starts saving these.</summary>
    private List<Task> Flush(int[] slots)
    {
        var saves = new List<Task>(slots.Length);
        foreach (int slot in slots)
        {
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
        // Of now, between two batches: a switch has a position from before the place where it is published, and must not be saved ahead of that.
        long confirmed = apply.Switching.Concerns(slot) ? Math.Min(outbox.Confirmed, apply.Switching.Position - 1) : outbox.Confirmed;
        for (int attempt = 0; attempt < FlushAttempts; attempt++)
        {
            try
            {
                ICustomer customer = context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint);
                if (await customer.Flush(apply.Epoch, confirmed) >= needed)
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
