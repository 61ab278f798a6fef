using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Codec;

/// <summary>The bytes of an input log's block, version 1: records, each with its customer's previous block (the history index).</summary>
internal static class InputBlock
{
    private const byte Version = 1;
    private const byte NamedMessage = 0x80;

    /// <summary>Encodes records and gives them back as slices of the block.</summary>
    public static LogBlock Encode(long first, ReadOnlySpan<PendingRecord> pending, Record[] records)
    {
        var to = new BlockWriter(SizeOf(pending));
        to.Byte(Version);
        to.Unsigned((ulong)pending.Length);
        long clock = 0;
        long from = long.MaxValue;
        Span<Slices> slices = pending.Length <= 256 ? stackalloc Slices[pending.Length] : new Slices[pending.Length];
        for (int i = 0; i < pending.Length; i++)
        {
            ref readonly PendingRecord p = ref pending[i];
            to.Byte((byte)((byte)p.Item.Kind | (p.Item.HasMessageId ? NamedMessage : 0)));
            to.Signed(p.ReceivedAtMs - clock);
            clock = p.ReceivedAtMs;
            to.Signed(p.ReceivedAtMs - p.TimestampMs);
            to.Unsigned(p.PreviousBlock == 0 ? 0 : first - p.PreviousBlock); // 0 also where an earlier record of this block points back
            slices[i] = new Slices(
                to.Bytes(p.Item.Customer.Utf8.Span), to.Bytes(p.Item.Event.Span), to.Bytes(p.Item.MessageId.Span),
                to.Bytes(p.Item.Source.Span), to.Bytes(p.Item.Body.Span));
            from = Math.Min(from, p.TimestampMs);
        }
        ReadOnlyMemory<byte> bytes = to.Memory;
        for (int i = 0; i < pending.Length; i++)
        {
            ref readonly PendingRecord p = ref pending[i];
            Slices s = slices[i];
            records[i] = new Record(first + i, p.Item.Kind, p.ReceivedAtMs, p.TimestampMs, new CustomerId(bytes[s.Customer]),
                bytes[s.Event], bytes[s.Message], bytes[s.Source], bytes[s.Body]);
        }
        return new LogBlock(first, first + pending.Length - 1, from, clock, bytes);
    }

    public static DecodedInput Decode(in LogBlock block, string log)
    {
        var from = new BlockReader(block.Payload, $"{log}, block {block.First}–{block.Last}");
        if (from.Byte() != Version)
        {
            throw new CorruptLogException($"{log}, block {block.First}–{block.Last}: unknown format version.");
        }
        int count = from.Count(block.Payload.Length);
        if (count != block.Last - block.First + 1)
        {
            throw from.Torn();
        }
        var records = new Record[count];
        var previous = new long[count];
        var named = new bool[count];
        long clock = 0;
        for (int i = 0; i < count; i++)
        {
            byte kind = from.Byte();
            named[i] = (kind & NamedMessage) != 0;
            clock += from.Signed();
            long timestamp = clock - from.Signed();
            long back = from.Long();
            previous[i] = back == 0 ? 0 : block.First - back;
            var customer = new CustomerId(from.Bytes());
            records[i] = new Record(block.First + i, (RecordKind)(kind & ~NamedMessage), clock, timestamp, customer,
                from.Bytes(), from.Bytes(), from.Bytes(), from.Bytes());
        }
        return new DecodedInput(block.First, records, previous, named);
    }

    private static int SizeOf(ReadOnlySpan<PendingRecord> pending)
    {
        int size = 16;
        foreach (ref readonly PendingRecord p in pending)
        {
            size += 40 + p.Item.Customer.Utf8.Length + p.Item.Event.Length + p.Item.MessageId.Length + p.Item.Source.Length
                + p.Item.Body.Length;
        }
        return size;
    }

    private readonly record struct Slices(Range Customer, Range Event, Range Message, Range Source, Range Body);
}

/// <summary>A stamped item that waits for its block.</summary>
/// <param name="PreviousBlock">First position of the customer's previous block; 0: none.</param>
internal readonly record struct PendingRecord(Seam.IngestItem Item, long ReceivedAtMs, long TimestampMs, long PreviousBlock);

/// <param name="PreviousBlocks">Per record: first position of its customer's previous block; 0: none.</param>
/// <param name="NamedMessages">Per record: whether the client named the message.</param>
internal sealed record DecodedInput(long First, Record[] Records, long[] PreviousBlocks, bool[] NamedMessages);
