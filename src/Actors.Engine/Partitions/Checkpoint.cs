using Actors.Engine.Codec;
using Actors.Engine.Statistics;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// What a partition needs to start without reading its whole log: where it stood, what it knew of each customer, its statistics.
/// </summary>
/// <param name="Position">Input position C: every effect of records up to it is saved.</param>
/// <param name="Outbox">Outbox position up to which <paramref name="Totals"/> are folded.</param>
/// <param name="Covered">Input position up to which the outbox is complete.</param>
/// <param name="Switched">The customer up to whom the last activation has come, empty: nobody; null: everybody.</param>
internal sealed record Checkpoint(long Position, long Outbox, long Covered, PartitionTotals Totals, CustomerId? Switched = null)
{
    /// <summary>1: without an open switch.</summary>
    private const byte Version = 2;

    public static string NameOf(int partition) => $"checkpoint/{partition}";

    /// <param name="lastDurableBlock">By slot: what is on its way to the input log may never get there, and is not written down.</param>
    public ReadOnlyMemory<byte> Encode(CustomerIndex index, Activations activations, Func<int, long> lastDurableBlock)
    {
        var to = new BlockWriter(1 << 12);
        to.Byte(Version);
        to.Unsigned(Position);
        to.Unsigned(Outbox);
        to.Unsigned(Covered);
        activations.Write(to, Position);
        to.Byte(Switched is null ? (byte)0 : (byte)1);
        to.Bytes(Switched.GetValueOrDefault().Utf8.Span);
        Totals.Write(to);
        for (int slot = 0; slot < index.Count; slot++)
        {
            ref CustomerIndex.Entry entry = ref index[slot];
            if (entry.LastPosition == 0)
            {
                continue;
            }
            to.Bytes(index.IdOf(slot).Utf8.Span);
            to.Unsigned((ulong)(entry.DueAtMs == long.MaxValue ? 0 : entry.DueAtMs + 1));
            to.Unsigned(entry.LastPosition);
            to.Unsigned(lastDurableBlock(slot));
            to.Unsigned(entry.OutboxBlock);
        }
        return to.Memory;
    }

    public static Checkpoint Decode(ReadOnlyMemory<byte> bytes, int partition, CustomerIndex index, DueHeap dues, Activations activations)
    {
        var from = new BlockReader(bytes, NameOf(partition));
        byte version = from.Byte();
        if (version is not (1 or Version))
        {
            throw from.Torn();
        }
        long position = from.Long();
        long outbox = from.Long();
        long covered = from.Long();
        activations.Read(ref from);
        bool isOpen = version > 1 && from.Byte() == 1;
        ReadOnlyMemory<byte> switched = version > 1 ? from.Bytes() : default;
        PartitionTotals totals = PartitionTotals.Read(ref from);
        while (!from.AtEnd)
        {
            int slot = index.FindOrAdd(new CustomerId(from.Bytes()));
            long due = from.Long();
            dues.Set(slot, due == 0 ? long.MaxValue : due - 1);
            ref CustomerIndex.Entry entry = ref index[slot];
            entry.LastPosition = from.Long();
            entry.InputBlock = from.Long();
            entry.OutboxBlock = from.Long();
        }
        return new Checkpoint(position, outbox, covered, totals, isOpen ? new CustomerId(switched) : null);
    }
}
