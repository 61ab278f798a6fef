using Actors.Engine.Codec;
using Actors.Segmentation.Deciding;

namespace Actors.Engine.Partitions;

/// <summary>The catalog versions of a partition, by the input positions at which they took effect.</summary>
internal sealed class Activations
{
    private readonly List<(long Position, int Version)> _list = [];

    public void Add(long position, int version) => _list.Add((position, version));

    /// <summary>The version in force right after a position; 0 before the first.</summary>
    public int VersionAt(long position)
    {
        int version = 0;
        foreach ((long at, int activated) in _list)
        {
            if (at > position)
            {
                break;
            }
            version = activated;
        }
        return version;
    }

    /// <summary>
    /// Whether a migration was decided by the switch of its customer to the version in force, and not by the record at whose position it stands: by the rules
    /// before, up to the activation, or anew by the definitions.
    /// </summary>
    public bool IsOfSwitch(in Migration migration)
    {
        int version = VersionAt(migration.Position);
        return migration.CatalogVersion < version || (migration.CatalogVersion == version && migration.Cause is (CauseKind.Definition or CauseKind.Table));
    }

    /// <summary>The position of the activation in force at a position; 0: none.</summary>
    public long InForceAt(long position)
    {
        long found = 0;
        foreach ((long at, _) in _list)
        {
            found = at <= position ? at : found;
        }
        return found;
    }

    /// <summary>Positions of activations after one position and before another, ascending.</summary>
    public IEnumerable<long> Between(long after, long before)
    {
        foreach ((long at, _) in _list)
        {
            if (at > after && at < before)
            {
                yield return at;
            }
        }
    }

    /// <summary>Writes those up to a position.</summary>
    public void Write(BlockWriter to, long upTo)
    {
        int count = _list.Count(a => a.Position <= upTo);
        to.Unsigned((ulong)count);
        for (int i = 0; i < count; i++)
        {
            to.Unsigned(_list[i].Position);
            to.Unsigned((ulong)_list[i].Version);
        }
    }

    public void Read(ref BlockReader from)
    {
        _list.Clear();
        int count = from.Count(int.MaxValue);
        for (int i = 0; i < count; i++)
        {
            _list.Add((from.Long(), from.Count(int.MaxValue)));
        }
    }
}
