using System.Buffers.Binary;
using Actors.EventLog;

namespace Actors.AzureStorage.States;

/// <summary>
/// What one block of a partition's journal of states says: states that were saved, or customers that were forgotten.
/// Per record the customer (length, bytes), the position applied, and the state (length, bytes); little-endian.
/// </summary>
internal static class StateFrame
{
    /// <summary>Payload bytes after which a block is closed: what loading one state reads.</summary>
    public const int BytesMax = 64 << 10;

    /// <summary>The position in a record that says: forget this customer.</summary>
    public const long Forgotten = -1;

    private const byte Version = 1;

    /// <summary>One record.</summary>
    public readonly record struct Record(ReadOnlyMemory<byte> Customer, StoredState State);

    public static IEnumerable<ReadOnlyMemory<byte>> Encode(IEnumerable<Record> records)
    {
        using var payload = new MemoryStream();
        foreach (var record in records)
        {
            if (payload.Length == 0) payload.WriteByte(Version);
            Write(payload, record);
            if (payload.Length < BytesMax) continue;
            yield return payload.ToArray();
            payload.SetLength(0);
        }

        if (payload.Length > 0) yield return payload.ToArray();
    }

    /// <exception cref="CorruptLogException">It is of another version, or cut off.</exception>
    public static IEnumerable<Record> Decode(ReadOnlyMemory<byte> payload, string title)
    {
        if (payload.Length == 0 || payload.Span[0] != Version)
            throw new CorruptLogException($"The {title} holds a block of an unknown version.");
        var at = 1;
        while (at < payload.Length)
        {
            var customer = Bytes(payload, ref at);
            var applied = BinaryPrimitives.ReadInt64LittleEndian(payload.Span[at..]);
            at += sizeof(long);
            yield return new Record(customer, new StoredState(applied, Bytes(payload, ref at)));
        }
    }

    private static void Write(MemoryStream payload, in Record record)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt32LittleEndian(number, record.Customer.Length);
        payload.Write(number[..sizeof(int)]);
        payload.Write(record.Customer.Span);
        BinaryPrimitives.WriteInt64LittleEndian(number, record.State.Applied);
        payload.Write(number);
        BinaryPrimitives.WriteInt32LittleEndian(number, record.State.Payload.Length);
        payload.Write(number[..sizeof(int)]);
        payload.Write(record.State.Payload.Span);
    }

    private static ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> payload, ref int at)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(payload.Span[at..]);
        var bytes = payload.Slice(at + sizeof(int), length);
        at += sizeof(int) + length;
        return bytes;
    }
}
