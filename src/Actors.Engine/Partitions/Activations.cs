using Actors.Engine.Codec;

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
