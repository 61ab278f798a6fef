using Actors.Engine.Codec;
using Actors.Engine.Statistics;

namespace Actors.Engine.Partitions;

/// <summary>
/// What a partition needs to start without reading its whole log: where it stood, what it knew of each customer, its statistics.
/// </summary>
/// <param name="Position">Input position C: every effect of records up to it is saved.</param>
/// <param name="Outbox">Outbox position up to which <paramref name="Totals"/> are folded.</param>
internal sealed record Checkpoint(
    long Position, long Outbox, long Covered, long Epoch, int Catalog, long LastReceivedMs, PartitionTotals Totals)
{
    private const byte Version = 1;

    public static string NameOf(int partition) => $"checkpoint/{partition}";

    public ReadOnlyMemory<byte> Encode(CustomerIndex index)
    {
        var to = new BlockWriter(1 << 12);
        to.Byte(Version);
        to.Unsigned(Position);
        to.Unsigned(Outbox);
        to.Unsigned(Covered);
        to.Unsigned(Epoch);
        to.Unsigned((ulong)Catalog);
        to.Signed(LastReceivedMs);
        Totals.Write(to);
        to.Unsigned((ulong)index.Count);
        for (int slot = 0; slot < index.Count; slot++)
        {
            ref CustomerIndex.Entry entry = ref index[slot];
            to.Bytes(index.IdOf(slot).Utf8.Span);
            to.Unsigned((ulong)(entry.DueAtMs == long.MaxValue ? 0 : entry.DueAtMs + 1));
            to.Unsigned(entry.LastPosition);
            to.Unsigned(entry.InputBlock);
            to.Unsigned(entry.OutboxBlock);
        }
        return to.Memory;
    }

    public static Checkpoint Decode(ReadOnlyMemory<byte> bytes, int partition, CustomerIndex index, DueHeap dues)
    {
        var from = new BlockReader(bytes, NameOf(partition));
        if (from.Byte() != Version)
        {
            throw from.Torn();
        }
        long position = from.Long();
        long outbox = from.Long();
        long covered = from.Long();
        long epoch = from.Long();
        int catalog = from.Count(int.MaxValue);
        long lastReceivedMs = from.Signed();
        PartitionTotals totals = PartitionTotals.Read(ref from);
        int customers = from.Count(bytes.Length);
        for (int i = 0; i < customers; i++)
        {
            int slot = index.FindOrAdd(new Segmentation.Records.CustomerId(from.Bytes()));
            long due = from.Long();
            dues.Set(slot, due == 0 ? long.MaxValue : due - 1);
            ref CustomerIndex.Entry entry = ref index[slot];
            entry.LastPosition = from.Long();
            entry.InputBlock = from.Long();
            entry.OutboxBlock = from.Long();
        }
        return new Checkpoint(position, outbox, covered, epoch, catalog, lastReceivedMs, totals);
    }
}
