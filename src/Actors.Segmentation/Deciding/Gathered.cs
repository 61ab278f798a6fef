namespace Actors.Segmentation.Deciding;

/// <summary>A growable array that can be handed on as memory and used again without a new allocation.</summary>
public sealed class Gathered<T>
{
    private T[] _items = new T[16];

    public int Count { get; private set; }

    /// <summary>What was gathered; valid until the next <see cref="Add"/> or <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<T> Memory => new(_items, 0, Count);

    public ref T this[int index] => ref _items[index];

    public void Add(in T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }
        _items[Count++] = item;
    }

    /// <summary>Forgets all from <paramref name="count"/> on.</summary>
    public void Truncate(int count) => Count = Math.Min(Count, count);

    public void Clear() => Count = 0;
}
