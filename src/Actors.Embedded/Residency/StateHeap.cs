using System.Buffers.Binary;

namespace Actors.Embedded.Residency;

/// <summary>
/// The packed states of many customers in few large arrays: eight bytes beside each, nothing for the garbage collector to follow or to move. A state
/// that outgrows its place is appended anew; where a tenth of all is holes, the chunk with the most of them is emptied into others.
/// </summary>
/// <remarks>
/// A record: place (4 bytes), capacity in units of four bytes (2), bytes of it that are not used (2), the state. One that is larger than a chunk
/// has an array of its own. A customer's place is a small number that is never given twice. Not thread-safe.
/// </remarks>
internal sealed class StateHeap(Residence residence)
{
    private const int UnitBytes = 4;
    private const int OffsetBits = 16;
    private const int ChunkBytes = UnitBytes << OffsetBits;
    private const int HeaderBytes = 8;

    /// <summary>The first record of a chunk: no address is 0.</summary>
    private const int ChunkStart = UnitBytes;

    private const int SharedMax = ChunkBytes / 4;
    private const int CacheLineBytes = 64;

    /// <summary>Of a state that is longer the processor fetches the rest by itself.</summary>
    private const int TouchedBytes = 640;

    private readonly List<Chunk?> _chunks = [];
    private readonly Stack<int> _gaps = new();
    private byte[]? _spare;
    private uint[] _addresses = new uint[16];
    private int _open = -1;
    private long _holes;
    private long _taken;
    private byte _touched;

    /// <summary>States held.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of all arrays.</summary>
    public long ReservedBytes => _chunks.Sum(chunk => (long)(chunk?.Bytes.Length ?? 0)) + (_spare?.Length ?? 0);

    public bool Has(int place) => place < _addresses.Length && _addresses[place] != 0;

    public ReadOnlySpan<byte> Of(int place)
    {
        Span<byte> record = RecordAt(_addresses[place]);
        return record[HeaderBytes..(record.Length - UnusedOf(record))];
    }

    public void Put(int place, ReadOnlySpan<byte> state)
    {
        if (place >= _addresses.Length)
        {
            Array.Resize(ref _addresses, place + Math.Max(place / 4, 16));
        }
        if (_addresses[place] != 0)
        {
            Span<byte> record = RecordAt(_addresses[place]);
            int unused = record.Length - HeaderBytes - state.Length;
            if (unused >= 0 && unused <= Math.Min(SlackFor(state.Length) * 4, ushort.MaxValue))
            {
                Write(record, place, state);
                return;
            }
            Remove(place);
        }
        _addresses[place] = Append(place, state);
        Count++;
        Compact();
    }

    /// <summary>Lets go of a state; nothing where there is none.</summary>
    public void Remove(int place)
    {
        if (!Has(place))
        {
            return;
        }
        uint address = _addresses[place];
        _addresses[place] = 0;
        Count--;
        Drop(address);
    }

    /// <summary>Asks memory for states that will be needed next, all of them at once.</summary>
    public void Touch(ReadOnlySpan<int> places)
    {
        Span<uint> addresses = stackalloc uint[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            addresses[i] = (uint)places[i] < (uint)_addresses.Length ? _addresses[places[i]] : 0;
        }
        byte touched = 0;
        foreach (uint address in addresses)
        {
            if (address != 0 && _chunks[(int)(address >> OffsetBits)] is { } chunk)
            {
                int at = OffsetOf(address);
                for (int end = Math.Min(at + TouchedBytes, chunk.Bytes.Length); at < end; at += CacheLineBytes)
                {
                    touched |= chunk.Bytes[at];
                }
            }
        }
        // Kept, or the loop would be left out.
        _touched = touched;
    }

    private static int SlackFor(int bytes) => bytes / 24 + 2 * UnitBytes;

    private static int OffsetOf(uint address) => (int)(address & ((1 << OffsetBits) - 1)) * UnitBytes;

    private static int UnusedOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt16LittleEndian(record[6..]);

    private static void Write(Span<byte> record, int place, ReadOnlySpan<byte> state)
    {
        int capacity = record.Length - HeaderBytes;
        BinaryPrimitives.WriteInt32LittleEndian(record, place);
        BinaryPrimitives.WriteUInt16LittleEndian(record[4..], (ushort)Math.Min(capacity / UnitBytes, ushort.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(record[6..], (ushort)(capacity - state.Length));
        state.CopyTo(record[HeaderBytes..]);
    }

    private Span<byte> RecordAt(uint address)
    {
        Chunk chunk = _chunks[(int)(address >> OffsetBits)]!;
        return RecordAt(chunk, OffsetOf(address));
    }

    private static Span<byte> RecordAt(Chunk chunk, int at)
    {
        Span<byte> record = chunk.Bytes.AsSpan(at);
        return chunk.IsShared ? record[..(HeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(record[4..]) * UnitBytes)] : record;
    }

    private uint Append(int place, ReadOnlySpan<byte> state)
    {
        if (state.Length > SharedMax)
        {
            int own = Open(new Chunk(new byte[ChunkStart + HeaderBytes + state.Length], isShared: false));
            Span<byte> whole = RecordAt(_chunks[own]!, ChunkStart);
            Write(whole, place, state);
            residence.Add(whole.Length);
            return AddressOf(own, ChunkStart);
        }
        int bytes = HeaderBytes + (state.Length + SlackFor(state.Length)) / UnitBytes * UnitBytes;
        if (_open < 0 || _chunks[_open]!.Used + bytes > ChunkBytes)
        {
            _open = Open(new Chunk(_spare ?? GC.AllocateUninitializedArray<byte>(ChunkBytes), isShared: true));
            _spare = null;
        }
        Chunk chunk = _chunks[_open]!;
        int at = chunk.Used;
        chunk.Used += bytes;
        _taken += bytes;
        residence.Add(bytes);
        Write(chunk.Bytes.AsSpan(at, bytes), place, state);
        return AddressOf(_open, at);
    }

    private static uint AddressOf(int chunk, int at) => ((uint)checked((ushort)chunk) << OffsetBits) | (uint)(at / UnitBytes);

    private int Open(Chunk chunk)
    {
        if (_gaps.TryPop(out int gap))
        {
            _chunks[gap] = chunk;
            return gap;
        }
        _chunks.Add(chunk);
        return _chunks.Count - 1;
    }

    private void Drop(uint address)
    {
        int number = (int)(address >> OffsetBits);
        Chunk chunk = _chunks[number]!;
        int bytes = RecordAt(chunk, OffsetOf(address)).Length;
        residence.Add(-bytes);
        if (!chunk.IsShared)
        {
            Close(number);
            return;
        }
        chunk.Holes += bytes;
        _holes += bytes;
    }

    private void Close(int number)
    {
        _chunks[number] = null;
        _gaps.Push(number);
    }

    private void Compact()
    {
        while (_holes > _taken / 10 + ChunkBytes && Worst() is var worst and >= 0)
        {
            Chunk chunk = _chunks[worst]!;
            for (int at = ChunkStart; at < chunk.Used;)
            {
                Span<byte> record = RecordAt(chunk, at);
                int place = BinaryPrimitives.ReadInt32LittleEndian(record);
                if (_addresses[place] == AddressOf(worst, at))
                {
                    residence.Add(-record.Length);
                    _addresses[place] = Append(place, record[HeaderBytes..(record.Length - UnusedOf(record))]);
                }
                at += record.Length;
            }
            _taken -= chunk.Used - ChunkStart;
            _holes -= chunk.Holes;
            _spare = chunk.Bytes;
            Close(worst);
        }
    }

    /// <summary>The chunk with the most holes, but for the one that is being filled.</summary>
    private int Worst()
    {
        int worst = -1;
        for (int i = 0; i < _chunks.Count; i++)
        {
            if (i != _open && _chunks[i] is { Holes: > 0 } chunk && (worst < 0 || chunk.Holes > _chunks[worst]!.Holes))
            {
                worst = i;
            }
        }
        return worst;
    }

    private sealed class Chunk(byte[] bytes, bool isShared)
    {
        public byte[] Bytes { get; } = bytes;

        public bool IsShared { get; } = isShared;

        public int Used { get; set; } = ChunkStart;

        /// <summary>Bytes of records that are no longer anybody's.</summary>
        public int Holes { get; set; }
    }
}
