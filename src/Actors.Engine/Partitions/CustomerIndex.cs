using System.Buffers.Binary;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// What a partition knows of every customer it owns, resident or cold: flat arrays and one table of slots, about 80 bytes a
/// customer, nothing per customer for the garbage collector to follow.
/// </summary>
internal sealed class CustomerIndex
{
    /// <summary>The most customers looked for together.</summary>
    public const int TogetherMax = IFingerprints.TogetherMax;

    private const int ChunkBits = 20;
    private readonly List<byte[]> _ids = [];
    private int _idsUsed = 1 << ChunkBits;
    private int[] _table = new int[64];
    private Entry[] _entries = new Entry[32];

    /// <summary>Set once recovery is over: whoever is added from then on has nothing saved.</summary>
    public bool AddsFresh { get; set; }

    /// <summary>Number of customers; slots are 0 to Count − 1.</summary>
    public int Count { get; private set; }

    public ref Entry this[int slot] => ref _entries[slot];

    public CustomerId IdOf(int slot)
    {
        ref Entry e = ref _entries[slot];
        return new CustomerId(_ids[(int)(e.IdAt >> ChunkBits)].AsMemory((int)(e.IdAt & ((1 << ChunkBits) - 1)), e.IdLength));
    }

    /// <summary>The order of slots by due instant, then by id.</summary>
    public int ByDueThenId(int a, int b)
    {
        int byDue = _entries[a].DueAtMs.CompareTo(_entries[b].DueAtMs);
        return byDue != 0 ? byDue : IdOf(a).Utf8.Span.SequenceCompareTo(IdOf(b).Utf8.Span);
    }

    /// <summary>The customer's slot, or −1.</summary>
    public int Find(CustomerId id)
    {
        ReadOnlySpan<byte> key = id.Utf8.Span;
        uint hash = Hash(key);
        for (int at = PlaceOf(hash); ; at = (at + 1) & (_table.Length - 1))
        {
            int slot = _table[at] - 1;
            if (slot < 0)
            {
                return -1;
            }
            if (_entries[slot].Hash == hash && IdOf(slot).Utf8.Span.SequenceEqual(key))
            {
                return slot;
            }
        }
    }

    /// <summary>
    /// The slots of several customers, −1 for those that are not known. A lookup spends nearly all its time waiting for memory: here all of them wait
    /// together.
    /// </summary>
    /// <param name="slots">As many as there are items, at most <see cref="TogetherMax"/>.</param>
    public void Find(ReadOnlySpan<IngestItem> items, Span<int> slots)
    {
        Span<uint> hashes = stackalloc uint[TogetherMax];
        Span<long> ids = stackalloc long[TogetherMax];
        for (int i = 0; i < items.Length; i++)
        {
            hashes[i] = Hash(items[i].Customer.Utf8.Span);
        }
        for (int i = 0; i < items.Length; i++)
        {
            slots[i] = _table[PlaceOf(hashes[i])] - 1;
        }
        for (int i = 0; i < items.Length; i++)
        {
            ids[i] = slots[i] >= 0 && _entries[slots[i]].Hash == hashes[i] ? _entries[slots[i]].IdAt : -1;
        }
        for (int i = 0; i < items.Length; i++)
        {
            ReadOnlySpan<byte> key = items[i].Customer.Utf8.Span;
            if (ids[i] < 0 || !IdOf(slots[i]).Utf8.Span.SequenceEqual(key))
            {
                slots[i] = slots[i] < 0 ? -1 : Find(items[i].Customer);
            }
        }
    }

    /// <summary>The customer's slot, a new one if need be.</summary>
    public int FindOrAdd(CustomerId id)
    {
        int slot = Find(id);
        return slot >= 0 ? slot : Add(id);
    }

    /// <summary>
    /// Slots of the customers that follow one in the order of hash and id, which no restart changes; from the first on after an empty id. Those of
    /// whom nothing was applied are left out. Costs what it returns: the table is nearly in that order.
    /// </summary>
    public int[] After(CustomerId after, int countMax)
    {
        ReadOnlySpan<byte> key = after.Utf8.Span;
        uint hash = Hash(key);
        var found = new List<int>();
        // A customer lies in its place or behind it, with no free place between: at a free one, all whose place was passed have been seen.
        int at = after.IsEmpty ? 0 : PlaceOf(hash);
        for (; at < _table.Length && (_table[at] != 0 || found.Count < countMax); at++)
        {
            Gather(at, isAround: false, hash, key, found);
        }
        // Or at the beginning of the table, when there was no free place left at its end.
        for (int around = 0; at == _table.Length && _table[around] != 0; around++)
        {
            Gather(around, isAround: true, hash, key, found);
        }
        found.Sort((a, b) => Compare(a, _entries[b].Hash, IdOf(b).Utf8.Span));
        return [.. found.Take(countMax)];
    }

    private void Gather(int at, bool isAround, uint hash, ReadOnlySpan<byte> after, List<int> found)
    {
        int slot = _table[at] - 1;
        if (slot < 0 || PlaceOf(_entries[slot].Hash) > at != isAround || _entries[slot].LastPosition == 0)
        {
            return;
        }
        if (after.IsEmpty || Compare(slot, hash, after) > 0)
        {
            found.Add(slot);
        }
    }

    /// <summary>
    /// Slots of the dirty customers, about in the order of their ids: by the eight bytes after what all ids have in common. A store keeps neighbours
    /// together, and saves them the more cheaply.
    /// </summary>
    public int[] Dirty()
    {
        var slots = new List<int>();
        int common = int.MaxValue;
        for (int slot = 0; slot < Count; slot++)
        {
            if (_entries[slot].Dirty)
            {
                slots.Add(slot);
                common = Math.Min(common, IdOf(slots[0]).Utf8.Span.CommonPrefixLength(IdOf(slot).Utf8.Span));
            }
        }
        int[] sorted = [.. slots];
        Array.Sort(Array.ConvertAll(sorted, slot => Eight(IdOf(slot).Utf8.Span, common)), sorted);
        return sorted;
    }

    private static ulong Eight(ReadOnlySpan<byte> id, int from)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        id[Math.Min(from, id.Length)..Math.Min(from + bytes.Length, id.Length)].CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>Whether one customer comes after another in the order of <see cref="After"/>. Slices of a switch are named by it in the log: never change it.</summary>
    public static bool Follows(CustomerId one, CustomerId other)
    {
        int byHash = Hash(one.Utf8.Span).CompareTo(Hash(other.Utf8.Span));
        return (byHash != 0 ? byHash : one.Utf8.Span.SequenceCompareTo(other.Utf8.Span)) > 0;
    }

    private int Compare(int slot, uint hash, ReadOnlySpan<byte> id)
    {
        int byHash = _entries[slot].Hash.CompareTo(hash);
        return byHash != 0 ? byHash : IdOf(slot).Utf8.Span.SequenceCompareTo(id);
    }

    private int Add(CustomerId id)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count + Math.Max(Count / 4, 32));
        }
        if ((Count + 1) * 3 > _table.Length * 2)
        {
            Rehash();
        }
        int slot = Count++;
        _entries[slot] = new Entry
        {
            Hash = Hash(id.Utf8.Span),
            IdAt = Store(id.Utf8.Span),
            IdLength = (ushort)id.Utf8.Length,
            DueAtMs = long.MaxValue,
            HeapAt = -1,
            Hint = AddsFresh ? -1 : 0,
            TraitSize = AddsFresh ? (byte)1 : (byte)0,
        };
        Place(slot);
        return slot;
    }

    private long Store(ReadOnlySpan<byte> id)
    {
        if (_idsUsed + id.Length > 1 << ChunkBits)
        {
            _ids.Add(new byte[_ids.Count == 0 ? 1 << 14 : 1 << ChunkBits]);
            _idsUsed = 0;
        }
        byte[] chunk = _ids[^1];
        if (_idsUsed + id.Length > chunk.Length)
        {
            Array.Resize(ref chunk, Math.Min(1 << ChunkBits, Math.Max(chunk.Length * 2, _idsUsed + id.Length)));
            _ids[^1] = chunk;
        }
        id.CopyTo(chunk.AsSpan(_idsUsed));
        long at = ((long)(_ids.Count - 1) << ChunkBits) | (uint)_idsUsed;
        _idsUsed += id.Length;
        return at;
    }

    private void Rehash()
    {
        _table = new int[_table.Length * 2];
        for (int slot = 0; slot < Count; slot++)
        {
            Place(slot);
        }
    }

    /// <summary>By the hash's highest bits: the table is in the order of hashes but for those who found their place taken.</summary>
    private int PlaceOf(uint hash) => (int)(((ulong)hash * (uint)_table.Length) >> 32);

    private void Place(int slot)
    {
        int at = PlaceOf(_entries[slot].Hash);
        while (_table[at] != 0)
        {
            at = (at + 1) & (_table.Length - 1);
        }
        _table[at] = slot + 1;
    }

    /// <summary>Eight bytes at a time, each step a multiplication and a fold. The order of lists goes by it, and that of the slices that the log names: never change it.</summary>
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong factor = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)bytes.Length * factor;
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Fold((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * factor);
            bytes = bytes[sizeof(ulong)..];
        }
        ulong rest = 0;
        foreach (byte b in bytes)
        {
            rest = rest << 8 | b;
        }
        return (uint)Fold((hash ^ rest) * factor);
    }

    private static ulong Fold(ulong value) => value ^ (value >> 32);

    /// <summary>One customer.</summary>
    internal struct Entry
    {
        /// <summary>Earliest instant at which a membership can change without an event.</summary>
        public long DueAtMs;

        /// <summary>Last input position that concerned the customer.</summary>
        public long LastPosition;

        /// <summary>First position of the last input block that names the customer; 0: none.</summary>
        public long InputBlock;

        /// <summary>First position of the last outbox block that names the customer; 0: none.</summary>
        public long OutboxBlock;

        /// <summary>The runtime's own note (see the directory).</summary>
        public long Hint;

        internal long IdAt;
        internal uint Hash;

        /// <summary>Place in the due heap; −1: nothing is due.</summary>
        public int HeapAt;

        internal ushort IdLength;

        /// <summary>Whether the state holds something that is not saved.</summary>
        public bool Dirty;

        /// <summary>What is known of the size of the traits (see <see cref="TraitRoom"/>); 0: nothing.</summary>
        public byte TraitSize;
    }
}
