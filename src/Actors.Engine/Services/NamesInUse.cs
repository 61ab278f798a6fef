using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Language.Checking;

namespace Actors.Engine.Services;

/// <summary>What names all partitions together have seen.</summary>
internal sealed class NamesInUse(IDirectory directory)
{
    /// <summary>
    /// Events, or traits, are left null, which nobody is warned of, where none was seen yet, where there were more than are kept, and where not every
    /// partition can be asked.
    /// </summary>
    public async Task<KnownNames> Read()
    {
        SeenNames?[] seen = await Task.WhenAll(Enumerable.Range(0, directory.Partitions).Select(Of));
        return new KnownNames
        {
            Events = Union(seen, names => names.MoreEvents ? null : names.Events),
            Traits = Union(seen, names => names.MoreTraits ? null : names.Traits),
        };
    }

    private static HashSet<string>? Union(SeenNames?[] seen, Func<SeenNames, IReadOnlyList<string>?> of)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        foreach (SeenNames? one in seen)
        {
            if (one is null || of(one) is not { } names)
            {
                return null;
            }
            all.UnionWith(names);
        }
        return all.Count == 0 ? null : all;
    }

    private async Task<SeenNames?> Of(int partition)
    {
        try
        {
            return await directory.Partition(partition).Names();
        }
        catch (Exception e) when (e is TimeoutException or PartitionUnavailableException or StorageException)
        {
            return null;
        }
    }
}
