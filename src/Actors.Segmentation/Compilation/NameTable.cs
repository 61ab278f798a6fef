namespace Actors.Segmentation.Compilation;

/// <summary>An immutable table by UTF-8 names, asked with slices of records.</summary>
internal sealed class NameTable<T>
{
    private readonly byte[]?[] _names;
    private readonly T[] _values;
    private readonly uint _mask;

    public NameTable(IReadOnlyCollection<KeyValuePair<byte[], T>> entries)
    {
        int size = 16;
        while (size < entries.Count * 3) size *= 2;
        _mask = (uint)size - 1;
        _names = new byte[]?[size];
        _values = new T[size];
        foreach ((byte[] name, T value) in entries)
        {
            int slot = Slot(name);
            _names[slot] = name;
            _values[slot] = value;
        }
    }

    public bool TryGet(ReadOnlySpan<byte> name, out T value)
    {
        int slot = Slot(name);
        value = _values[slot];
        return _names[slot] is not null;
    }

    private int Slot(ReadOnlySpan<byte> name)
    {
        uint hash = 2166136261;
        foreach (byte b in name) hash = (hash ^ b) * 16777619;
        for (uint at = hash ^ (hash >> 15); ; at++)
        {
            byte[]? found = _names[at & _mask];
            if (found is null || name.SequenceEqual(found)) return (int)(at & _mask);
        }
    }
}
