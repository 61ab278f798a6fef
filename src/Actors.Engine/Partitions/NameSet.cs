using System.Text;
using Actors.Engine.Codec;
using Actors.Engine.Wire;

namespace Actors.Engine.Partitions;

/// <summary>A bounded set of names.</summary>
internal sealed class NameSet
{
    /// <summary>Longer ones, UTF-8, count as more than fit.</summary>
    private const int BytesMax = 512;

    private readonly int _itemsMax;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public NameSet(int itemsMax)
    {
        _itemsMax = itemsMax;
        _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>There were more than fit.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Grows with every change.</summary>
    public int Size => _names.Count + (IsFull ? 1 : 0);

    /// <summary>In ordinal order.</summary>
    public string[] Names => [.. _names.Order(StringComparer.Ordinal)];

    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > BytesMax)
        {
            IsFull = true;
            return;
        }
        Span<char> chars = stackalloc char[BytesMax];
        ReadOnlySpan<char> name = chars[..Encoding.UTF8.GetChars(utf8, chars)];
        if (_lookup.Contains(name))
        {
            return;
        }
        IsFull |= _names.Count == _itemsMax;
        if (!IsFull)
        {
            _lookup.Add(name);
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
        _names.UnionWith(from.List(static (ref BlockReader f) => f.Text()));
    }
}
