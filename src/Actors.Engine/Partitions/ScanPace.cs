namespace Actors.Engine.Partitions;

/// <summary>
/// How fast everybody may be looked at beside the partition's own work: as fast as it goes while nothing comes in; else so many records are applied
/// between two slices that looking takes a tenth of the time at most.
/// </summary>
internal sealed class ScanPace(InputLane input, ApplyLoop apply, BatchLoop batches, BatchGap gap)
{
    /// <summary>For a slice of 256 customers, each of which costs about half of what a record costs.</summary>
    private const int RecordsBetween = 1_280;

    /// <summary>Between two slices: lets the lane's other work through, and the partition's own go ahead.</summary>
    /// <param name="isBrief">Only the lane's other work is let through: few slices follow, and somebody waits for them.</param>
    public async ValueTask Pause(bool isBrief)
    {
        await Task.Yield();
        if (isBrief)
        {
            return;
        }
        long until = apply.Applied + RecordsBetween;
        while (apply.Applied < until)
        {
            if (gap.IsApplying || apply.Applied < input.Durable)
            {
                await batches.WhenPublished(input.Durable);
            }
            else if (input.IsAppending)
            {
                await input.WhenAnswered();
            }
            else
            {
                return;
            }
        }
    }
}
