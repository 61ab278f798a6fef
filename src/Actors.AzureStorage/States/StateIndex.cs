using System.Buffers.Binary;
using Actors.EventLog.Hashing;

namespace Actors.AzureStorage.States;

/// <summary>
/// Where in its partition's journal each customer's newest state is, by the keyed 128-bit hash of the customer. Any
/// thread.
/// </summary>
internal sealed class StateIndex(ReadOnlyMemory<byte> key)
{
    private const int EntryBytes = 32;
    private const int HeadBytes = 16;

    // "ActorSt1" in the order of the bytes.
    private const ulong Magic = 0x31745372_6f746341;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, Place> _places = [];

    /// <param name="Block">Position of the block in the journal.</param>
    /// <param name="Applied">Position that the state has applied.</param>
    public readonly record struct Place(long Block, long Applied);

    public int Count
    {
        get
        {
            lock (_gate) return _places.Count;
        }
    }

    public Place? this[ReadOnlyMemory<byte> customer]
    {
        get
        {
            lock (_gate) return _places.TryGetValue(HashOf(customer), out var place) ? place : null;
        }
    }

    /// <summary>Takes in a record as it is read or was written; states only grow.</summary>
    public void Note(in StateFrame.Record record, long block)
    {
        var hash = HashOf(record.Customer);
        lock (_gate)
        {
            if (record.State.Applied == StateFrame.Forgotten) _places.Remove(hash);
            else _places[hash] = new Place(block, record.State.Applied);
        }
    }

    /// <summary>The index as a blob, complete up to a position of the journal.</summary>
    public byte[] ToBytes(long upTo)
    {
        lock (_gate)
        {
            var bytes = new byte[HeadBytes + (_places.Count * EntryBytes) + sizeof(uint)];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), upTo);
            var at = bytes.AsSpan(HeadBytes);
            foreach (var (hash, place) in _places)
            {
                BinaryPrimitives.WriteUInt128LittleEndian(at, hash);
                BinaryPrimitives.WriteInt64LittleEndian(at[16..], place.Block);
                BinaryPrimitives.WriteInt64LittleEndian(at[24..], place.Applied);
                at = at[EntryBytes..];
            }

            BinaryPrimitives.WriteUInt32LittleEndian(at, Crc32C.Of(bytes.AsSpan(..^sizeof(uint))));
            return bytes;
        }
    }

    /// <summary>Fills the empty index from a blob.</summary>
    /// <param name="first">First block that is still in the journal.</param>
    /// <param name="tail">Its last.</param>
    /// <returns>
    /// Position up to which it is complete; <paramref name="first"/> − 1, and an empty index, when it is damaged or not
    /// of this journal: all it says is in the journal too.
    /// </returns>
    public long Fill(ReadOnlySpan<byte> bytes, long first, long tail)
    {
        var body = bytes.Length < HeadBytes + sizeof(uint) ? default : bytes[..^sizeof(uint)];
        if (body.IsEmpty || (body.Length - HeadBytes) % EntryBytes != 0
            || BinaryPrimitives.ReadUInt64LittleEndian(body) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[body.Length..]) != Crc32C.Of(body))
            return first - 1;
        var upTo = BinaryPrimitives.ReadInt64LittleEndian(body[8..]);
        if (upTo > tail || upTo < first - 1) return first - 1;
        lock (_gate)
        {
            for (var at = body[HeadBytes..]; !at.IsEmpty; at = at[EntryBytes..])
            {
                var place = new Place(
                    BinaryPrimitives.ReadInt64LittleEndian(at[16..]), BinaryPrimitives.ReadInt64LittleEndian(at[24..]));
                _places[BinaryPrimitives.ReadUInt128LittleEndian(at)] = place;
                if (place.Block >= first) continue;
                _places.Clear();
                return first - 1;
            }
        }

        return upTo;
    }

    private UInt128 HashOf(ReadOnlyMemory<byte> customer) => SipHash.Hash128(key.Span, customer.Span);
}
