using Actors.Segmentation.State;

namespace Actors.Benchmarks.Decide;

/// <summary>The states of many customers in few large arrays: one cursor, set to the customer in turn.</summary>
/// <remarks>Blocks are multiples of eight words; freed ones wait in a list per size.</remarks>
internal sealed class SlabMemory(int customers) : IStateMemory
{
    private const int SlabWords = 1 << 20;

    private readonly List<long[]> _slabs = [];
    private readonly (int Slab, int Start, int Length)[] _blocks = new (int, int, int)[customers];
    private readonly List<(int Slab, int Start)>[] _free = new List<(int, int)>[4096];
    private int _current;
    private int _used = SlabWords;

    public long AllocatedBytes => (long)_slabs.Count * SlabWords * 8;

    public Span<long> Words => Of(_current);

    public void Select(int customer) => _current = customer;

    public Span<long> Of(int customer)
    {
        (int slab, int start, int length) = _blocks[customer];
        return length == 0 ? default : _slabs[slab].AsSpan(start, length);
    }

    public Span<long> Resize(int words)
    {
        int size = (words + 7) & ~7;
        (int slab, int start) = Take(size);
        Span<long> block = _slabs[slab].AsSpan(start, size);
        Span<long> old = Words;
        old.CopyTo(block);
        block[old.Length..].Clear();
        if (old.Length > 0) (_free[old.Length / 8] ??= []).Add((_blocks[_current].Slab, _blocks[_current].Start));
        _blocks[_current] = (slab, start, size);
        return block;
    }

    private (int Slab, int Start) Take(int size)
    {
        if (_free[size / 8] is { Count: > 0 } free)
        {
            (int, int) block = free[^1];
            free.RemoveAt(free.Count - 1);
            return block;
        }
        if (_used + size > SlabWords)
        {
            _slabs.Add(new long[SlabWords]);
            _used = 0;
        }
        _used += size;
        return (_slabs.Count - 1, _used - size);
    }
}
