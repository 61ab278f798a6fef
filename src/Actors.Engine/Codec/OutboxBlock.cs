using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Codec;

/// <summary>
/// The bytes of a migration log's block, version 1: migrations, then one summary entry with the input position covered and what the
/// covered records changed in the segments' statistics. The summary takes a position too, so that a block is never empty.
/// </summary>
internal static class OutboxBlock
{
    private const byte Version = 1;

    public static LogBlock Encode(
        long first, long covered, long publishedAtMs, ReadOnlySpan<Migration> migrations, ReadOnlySpan<long> previousBlocks,
        ReadOnlySpan<Contribution> changes)
    {
        var to = new BlockWriter(64 + migrations.Length * 64);
        to.Byte(Version);
        to.Unsigned(covered);
        to.Signed(publishedAtMs);
        to.Unsigned((ulong)changes.Length);
        foreach (ref readonly Contribution change in changes)
        {
            to.Unsigned((ulong)change.Segment);
            to.Signed(change.Members);
            to.Wide(change.SpendMillionths);
        }
        to.Unsigned((ulong)migrations.Length);
        long position = 0;
        long from = long.MaxValue;
        long last = long.MinValue;
        for (int i = 0; i < migrations.Length; i++)
        {
            ref readonly Migration m = ref migrations[i];
            to.Unsigned(m.Position - position);
            position = m.Position;
            to.Unsigned((ulong)m.Ordinal);
            to.Bytes(m.Customer.Utf8.Span);
            to.Unsigned(previousBlocks[i] == 0 ? 0 : first - previousBlocks[i]);
            to.Unsigned(m.Sequence);
            to.Unsigned((ulong)m.CatalogVersion);
            to.Unsigned((ulong)m.Unit);
            to.Unsigned((ulong)(m.From + 1));
            to.Unsigned((ulong)(m.To + 1));
            to.Signed(publishedAtMs - m.AtMs);
            to.Byte((byte)m.Cause);
            to.Bytes(m.MessageId.Span);
            to.Bytes(m.Event.Span);
            from = Math.Min(from, m.AtMs);
            last = Math.Max(last, m.AtMs);
        }
        return migrations.Length == 0
            ? new LogBlock(first, first, publishedAtMs, publishedAtMs, to.Memory)
            : new LogBlock(first, first + migrations.Length, from, last, to.Memory);
    }

    public static DecodedOutbox Decode(in LogBlock block, string log)
    {
        var from = new BlockReader(block.Payload, $"{log}, block {block.First}–{block.Last}");
        if (from.Byte() != Version)
        {
            throw new CorruptLogException($"{log}, block {block.First}–{block.Last}: unknown format version.");
        }
        long covered = from.Long();
        long publishedAtMs = from.Signed();
        var changes = new Contribution[from.Count(block.Payload.Length)];
        for (int i = 0; i < changes.Length; i++)
        {
            changes[i] = new Contribution(from.Count(ushort.MaxValue), (int)from.Signed(), from.Wide());
        }
        var migrations = new Migration[from.Count(block.Payload.Length)];
        var previous = new long[migrations.Length];
        long position = 0;
        for (int i = 0; i < migrations.Length; i++)
        {
            position += from.Long();
            int ordinal = from.Count(int.MaxValue);
            var customer = new CustomerId(from.Bytes());
            long back = from.Long();
            previous[i] = back == 0 ? 0 : block.First - back;
            migrations[i] = new Migration(position, ordinal, customer, from.Long(), from.Count(int.MaxValue), from.Count(ushort.MaxValue),
                from.Count(ushort.MaxValue) - 1, from.Count(ushort.MaxValue) - 1, publishedAtMs - from.Signed(), (CauseKind)from.Byte(),
                from.Bytes(), from.Bytes());
        }
        return new DecodedOutbox(block.First, block.Last, covered, publishedAtMs, migrations, previous, changes);
    }
}

/// <param name="Covered">Input position up to which the outbox is complete with this block.</param>
internal sealed record DecodedOutbox(
    long First, long Last, long Covered, long PublishedAtMs, Migration[] Migrations, long[] PreviousBlocks, Contribution[] Changes);
