using Actors.Engine.Seam;

namespace Actors.Engine.Services;

/// <summary>All partitions switch to a saved version. It cannot be given up: who has switched has published it.</summary>
internal sealed class CatalogActivation(IDirectory directory, int version)
{
    private int _switched;

    /// <summary>Share of the partitions that have switched.</summary>
    public CatalogProgress Progress => new(version, IsSwitching: true, (double)Volatile.Read(ref _switched) / directory.Partitions);

    public Task Run() => Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(n => Run(directory.Partition(n))));

    /// <summary>A call whose answer was lost is made again: a partition that has switched says so at once.</summary>
    private async Task Run(IPartition partition)
    {
        while (true)
        {
            try
            {
                await partition.Activate(version);
                Interlocked.Increment(ref _switched);
                return;
            }
            catch (TimeoutException)
            {
            }
        }
    }
}
