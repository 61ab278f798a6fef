namespace Actors.Segmentation.Compilation;

/// <summary>Counts different values (documents) found in a region; reused. Ties are settled by the caller's ranks.</summary>
internal sealed class ValueSet
{
    private int[] _buckets = new int[64];
    private Counted[] _items = new Counted[32];

    /// <summary>One different value: where its bytes are, how often it was seen, and when last.</summary>
    internal struct Counted
    {
        public uint Hash;
        public int Start;
        public int Length;
        public int Times;

        /// <summary>Rank of the latest event that had it.</summary>
        public int LastEvent;
    }

    public int Count { get; private set; }

    public ref readonly Counted this[int index] => ref _items[index];

    public void Clear()
    {
        Count = 0;
        Array.Clear(_buckets);
    }

    /// <summary>Adds the value at a place of the bytes that hold all values.</summary>
    public void Add(ReadOnlySpan<byte> all, int start, int length, int eventRank)
    {
        ReadOnlySpan<byte> value = all.Slice(start, length);
        uint hash = 2166136261;
        foreach (byte b in value) hash = (hash ^ b) * 16777619;
        for (uint at = hash; ; at++)
        {
            ref int bucket = ref _buckets[at & (_buckets.Length - 1)];
            if (bucket == 0)
            {
                if (Count * 2 >= _buckets.Length)
                {
                    Grow();
                    at = hash - 1;
                    continue;
                }
                if (Count == _items.Length) Array.Resize(ref _items, Count * 2);
                _items[Count] = new Counted { Hash = hash, Start = start, Length = length, Times = 1, LastEvent = eventRank };
                bucket = ++Count;
                return;
            }
            ref Counted item = ref _items[bucket - 1];
            if (item.Hash != hash || !all.Slice(item.Start, item.Length).SequenceEqual(value)) continue;
            item.Times++;
            item.LastEvent = eventRank;
            return;
        }
    }

    private void Grow()
    {
        _buckets = new int[_buckets.Length * 2];
        for (int i = 0; i < Count; i++)
        {
            uint at = _items[i].Hash;
            while (_buckets[at & (_buckets.Length - 1)] != 0) at++;
            _buckets[at & (_buckets.Length - 1)] = i + 1;
        }
    }
}
