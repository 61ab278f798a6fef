using System.Text;
using Actors.Engine.Codec;
using Actors.Engine.Wire;

namespace Actors.Engine.Partitions;

/// <summary>A bounded set of names. To look one up that is there costs no allocation.</summary>
internal sealed class NameSet(int itemsMax)
{
    /// <summary>Longer ones, UTF-8, count as more than fit.</summary>
    private const int BytesMax = 512;

    private readonly HashSet<byte[]> _names = new(Utf8Comparer.Instance);

    /// <summary>There were more than fit.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Grows with every change.</summary>
    public int Size => _names.Count + (IsFull ? 1 : 0);

    /// <summary>In ordinal order.</summary>
    public string[] Names => [.. _names.Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal)];

    public void Add(ReadOnlySpan<byte> utf8)
    {
        HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.Contains(utf8))
        {
            return;
        }
        IsFull |= _names.Count == itemsMax || utf8.Length > BytesMax;
        if (!IsFull)
        {
            lookup.Add(utf8);
        }
    }

    public void Write(BlockWriter to)
    {
        to.Flag(IsFull);
        to.List(Names, static (w, name) => w.Text(name));
    }

    public void Read(ref BlockReader from)
    {
        IsFull = from.Flag();
        _names.UnionWith(from.List(static (ref BlockReader f) => Encoding.UTF8.GetBytes(f.Text())));
    }
}
