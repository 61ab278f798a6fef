using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>Takes a partition when there is room to: taking it writes, and nothing is lost by waiting.</summary>
internal sealed class Taking(PartitionContext context)
{
    /// <summary>What a full disk said, while it is waited for; else null.</summary>
    public string? WaitsFor { get; private set; }

    /// <exception cref="StorageException">The logs cannot be written or read, for another reason than a full disk.</exception>
    public async ValueTask<Ownership> Take()
    {
        while (true)
        {
            try
            {
                Ownership owner = await Ownership.Take(context);
                WaitsFor = null;
                return owner;
            }
            catch (StorageException e) when (e.IsDiskFull)
            {
                if (WaitsFor is null)
                {
                    context.Meter.LogRefused(e.Message);
                }
                WaitsFor = e.Message;
                await context.Scheduler.Delay(PartitionOptions.FullDiskPause);
            }
        }
    }
}
