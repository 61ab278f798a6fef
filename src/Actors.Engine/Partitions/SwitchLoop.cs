using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>Carries a switch through beside all other work: reads what the next slice needs, logs the slice, waits until it is published.</summary>
internal sealed class SwitchLoop(PartitionContext context, Switching switching, InputLane input, BatchLoop batches, Func<string?> fault)
{
    private Task _running = Task.CompletedTask;
    private Exception? _failed;

    /// <summary>Goes on with an open switch, unless it is being carried through.</summary>
    public void Go()
    {
        if (switching.IsOpen && _running.IsCompleted && _failed is null)
        {
            _running = Run();
        }
    }

    /// <summary>Completes when no switch is open.</summary>
    /// <exception cref="PartitionUnavailableException">It cannot be carried through by this owner, or not now.</exception>
    public async Task WhenClosed()
    {
        while (switching.IsOpen)
        {
            Go();
            await _running;
            if (_failed is not null)
            {
                throw new PartitionUnavailableException($"Partition {context.Number} cannot go on switching to version {switching.Version}: {_failed.Message}", _failed);
            }
        }
    }

    private async Task Run()
    {
        // A store that answers at once would have this called again before it is known to run.
        await Task.Yield();
        while (switching.IsOpen && _failed is null)
        {
            try
            {
                if (await switching.NextSlice() is not { } end)
                {
                    continue;
                }
                await input.Append(RecordKind.Switch, input.LastReceivedMs, ControlBody.OfSlice(switching.Version, end));
                await batches.WhenPublished(input.Durable);
            }
            catch (Exception e) when (fault() is null && e is PartitionUnavailableException or (StorageException and not CorruptLogException))
            {
                // The disk refuses for now.
                await context.Scheduler.Delay(PartitionOptions.FullDiskPause);
            }
            catch (Exception e)
            {
                _failed = e;
                if (fault() is null)
                {
                    context.Meter.PartitionFailed(context.Number, e);
                }
            }
        }
    }
}
