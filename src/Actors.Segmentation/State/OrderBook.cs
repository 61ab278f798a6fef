using System.Buffers.Binary;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.State;

/// <summary>A customer's orders that have an id, each with what it adds to the spend: a correction finds there what it corrects.</summary>
/// <remarks>
/// Region: entries one after another, in the order in which they were first named. An entry is eight bytes, little-endian (hash of the order's id,
/// its lowest four bits replaced by what follows), then the number of orders as a varint where it is not one, their sum, the refunds where there are
/// any, and the latest update where there is one: its instant as a zigzag varint, its amount. Reused; not thread-safe.
/// </remarks>
internal sealed class OrderBook
{
    /// <summary>The most orders kept of one customer: of more, the one named first counts for ever as it stands.</summary>
    public const int OrdersMax = 4_096;

    private const ulong Cancelled = 1;
    private const ulong Updated = 2;
    private const ulong Refunded = 4;
    private const ulong NotOne = 8;
    private const ulong Bits = 15;

    // Hash, number of orders, three amounts, an instant.
    private const int EntryBytesMax = sizeof(ulong) + 5 + 3 * PackedAmount.BytesMax + 10;

    private byte[] _bytes = new byte[256];
    private int _length;
    private int _count;

    // The entry that was looked for; at the end, of no length, when there was none.
    private int _at;
    private int _size;
    private ulong _hash;

    /// <summary>What is known of an order: nothing, when it was never named.</summary>
    public OrderAmounts Find(in Block block, ReadOnlySpan<byte> orderId)
    {
        Load(StateFormat.Bytes(block.Words, StateFormat.OrdersRegion));
        _hash = (ulong)Fnv.Hash128(orderId) & ~Bits;
        _count = 0;
        for (_at = 0; _at < _length; _at += _size)
        {
            OrderAmounts found = Read(_at, out ulong hash, out _size);
            if (hash == _hash) return found;
            _count++;
        }
        _size = 0;
        return default;
    }

    /// <summary>Keeps what became of the order looked for last.</summary>
    public void Put(ref Block block, in OrderAmounts order)
    {
        Span<byte> entry = stackalloc byte[EntryBytesMax];
        int size = Write(entry, order);
        Reserve(_length + size - _size);
        _bytes.AsSpan((_at + _size).._length).CopyTo(_bytes.AsSpan(_at + size));
        entry[..size].CopyTo(_bytes.AsSpan(_at));
        _length += size - _size;
        int start = 0;
        if (_count == OrdersMax) Read(0, out _, out start);
        block.SetBytes(StateFormat.OrdersRegion, _bytes.AsSpan(start.._length));
    }

    private OrderAmounts Read(int start, out ulong hash, out int size)
    {
        int at = start + sizeof(ulong);
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(start));
        hash = word & ~Bits;
        OrderAmounts order = default;
        order.IsCancelled = (word & Cancelled) != 0;
        order.Orders = (word & NotOne) != 0 ? (uint)DocFormat.ReadVarint(_bytes, ref at) : 1;
        order.Sum = PackedAmount.Read(_bytes, ref at);
        if ((word & Refunded) != 0) order.Refunds = PackedAmount.Read(_bytes, ref at);
        if ((word & Updated) != 0) order.Correct(DocFormat.UnZigZag(DocFormat.ReadVarint(_bytes, ref at)), PackedAmount.Read(_bytes, ref at));
        size = at - start;
        return order;
    }

    private int Write(Span<byte> entry, in OrderAmounts order)
    {
        ulong word = _hash;
        int at = sizeof(ulong);
        if (order.IsCancelled) word |= Cancelled;
        if (order.Orders != 1)
        {
            word |= NotOne;
            at += DocFormat.WriteVarint(entry[at..], order.Orders);
        }
        at += PackedAmount.Write(entry[at..], order.Sum);
        if (order.Refunds != 0)
        {
            word |= Refunded;
            at += PackedAmount.Write(entry[at..], order.Refunds);
        }
        if (order.IsUpdated)
        {
            word |= Updated;
            at += DocFormat.WriteVarint(entry[at..], DocFormat.ZigZag(order.UpdatedAtMs));
            at += PackedAmount.Write(entry[at..], order.Update);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(entry, word);
        return at;
    }

    private void Load(ReadOnlySpan<byte> region)
    {
        _length = 0;
        Reserve(region.Length);
        region.CopyTo(_bytes);
        _length = region.Length;
    }

    private void Reserve(int bytes)
    {
        if (bytes > _bytes.Length) Array.Resize(ref _bytes, bytes * 2);
    }
}
