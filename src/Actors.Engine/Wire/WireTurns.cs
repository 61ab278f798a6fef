using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Wire;

/// <summary>What partitions and customers, and clients and partitions, say to each other on the hot path.</summary>
internal static class WireTurns
{
    public static void Write(BlockWriter to, Turn turn)
    {
        to.Unsigned(turn.Epoch);
        to.Unsigned(turn.Previous);
        to.Signed(turn.Catalog);
        to.List(turn.Records.Span, Write);
        to.List(turn.Facts.Span, Write);
        to.Unsigned(turn.FactsUpTo);
        to.List(turn.History.Span, Write);
    }

    public static Turn ReadTurn(ref BlockReader from) => new(
        from.Long(), from.Long(), from.Int(), from.List(ReadRecord), from.List(ReadMigration), from.Long(), from.List(ReadRecord));

    public static void Write(BlockWriter to, Outcome outcome)
    {
        to.Byte((byte)outcome.Kind);
        to.Unsigned(outcome.Applied);
        to.Signed(outcome.DueAtMs);
        to.List(outcome.Migrations.Span, Write);
        to.List(outcome.Changes.Span, Write);
        to.List(outcome.Refused.Span, Write);
        to.Signed(outcome.TraitBytes);
        to.List(outcome.Failures.Span, Write);
    }

    public static Outcome ReadOutcome(ref BlockReader from) => new(
        (OutcomeKind)from.Byte(), from.Long(), from.Signed(), from.List(ReadMigration), from.List(ReadContribution),
        from.List(ReadRefusal), from.Int(), from.List(ReadFailure));

    public static void Write(BlockWriter to, IngestBatch batch) => to.List(batch.Items.Span, Write);

    public static IngestBatch ReadBatch(ref BlockReader from) => new(from.List(ReadItem));

    public static void Write(BlockWriter to, Ack ack)
    {
        to.Signed(ack.Accepted);
        to.Signed(ack.Duplicates);
        to.Unsigned(ack.Position);
        to.List(ack.Refused ?? [], Write);
    }

    public static Ack ReadAck(ref BlockReader from) =>
        new(from.Int(), from.Int(), from.Long(), from.List(ReadRefused) is { Length: > 0 } refused ? refused : null);

    public static void Write(BlockWriter to, PeerMessage message)
    {
        to.Signed(message.FromPartition);
        to.Unsigned(message.Position);
        to.Signed(message.Ordinal);
        to.Id(message.To);
        to.Byte((byte)message.Kind);
        to.Bytes(message.Body.Span);
    }

    public static PeerMessage ReadPeer(ref BlockReader from) =>
        new(from.Int(), from.Long(), from.Int(), from.Id(), (RecordKind)from.Byte(), from.Bytes());

    public static void Write(BlockWriter to, StoredRecord[] records) => to.List(records, static (w, r) => Write(w, r.Record));

    public static StoredRecord[] ReadHistory(ref BlockReader from) =>
        from.List(static (ref BlockReader f) => new StoredRecord(ReadRecord(ref f)));

    public static void Write(BlockWriter to, Migration m)
    {
        to.Unsigned(m.Position);
        to.Signed(m.Ordinal);
        to.Id(m.Customer);
        to.Unsigned(m.Sequence);
        to.Signed(m.CatalogVersion);
        to.Signed(m.Unit);
        to.Signed(m.From);
        to.Signed(m.To);
        to.Signed(m.AtMs);
        to.Byte((byte)m.Cause);
        to.Bytes(m.MessageId.Span);
        to.Bytes(m.Event.Span);
    }

    public static Migration ReadMigration(ref BlockReader from) => new(
        from.Long(), from.Int(), from.Id(), from.Long(), from.Int(), from.Int(), from.Int(), from.Int(), from.Signed(),
        (CauseKind)from.Byte(), from.Bytes(), from.Bytes());

    public static void Write(BlockWriter to, Record record)
    {
        to.Unsigned(record.Position);
        to.Byte((byte)record.Kind);
        to.Signed(record.ReceivedAtMs);
        to.Signed(record.ReceivedAtMs - record.TimestampMs);
        to.Id(record.Customer);
        to.Bytes(record.Event.Span);
        to.Bytes(record.MessageId.Span);
        to.Bytes(record.Source.Span);
        to.Bytes(record.Body.Span);
    }

    public static Record ReadRecord(ref BlockReader from)
    {
        long position = from.Long();
        var kind = (RecordKind)from.Byte();
        long received = from.Signed();
        return new Record(
            position, kind, received, received - from.Signed(), from.Id(), from.Bytes(), from.Bytes(), from.Bytes(), from.Bytes());
    }

    private static void Write(BlockWriter to, Contribution change)
    {
        to.Signed(change.Segment);
        to.Signed(change.Members);
        to.Wide(change.SpendMillionths);
    }

    private static Contribution ReadContribution(ref BlockReader from) => new(from.Int(), from.Int(), from.Wide());

    private static void Write(BlockWriter to, Refusal refusal)
    {
        to.Unsigned(refusal.Position);
        to.Text(refusal.Trait);
    }

    private static Refusal ReadRefusal(ref BlockReader from) => new(from.Long(), from.Text());

    private static void Write(BlockWriter to, Failure failure)
    {
        to.Unsigned(failure.Position);
        to.Signed(failure.Unit);
        to.Signed(failure.CatalogVersion);
        to.Text(failure.Error);
    }

    private static Failure ReadFailure(ref BlockReader from) => new(from.Long(), from.Int(), from.Int(), from.Text());

    private static void Write(BlockWriter to, RefusedItem refused)
    {
        to.Signed(refused.Index);
        to.Text(refused.Trait);
    }

    private static RefusedItem ReadRefused(ref BlockReader from) => new(from.Int(), from.Text());

    private static void Write(BlockWriter to, IngestItem item)
    {
        to.Byte((byte)item.Kind);
        to.Id(item.Customer);
        to.Signed(item.TimestampMs);
        to.Signed(item.SentAtMs);
        to.Bytes(item.Event.Span);
        to.Bytes(item.MessageId.Span);
        to.Bytes(item.Source.Span);
        to.Bytes(item.Body.Span);
        to.Flag(item.HasMessageId);
        to.Signed(item.StampMs);
    }

    private static IngestItem ReadItem(ref BlockReader from) => new(
        (RecordKind)from.Byte(), from.Id(), from.Signed(), from.Signed(), from.Bytes(), from.Bytes(), from.Bytes(), from.Bytes(),
        from.Flag(), from.Signed());
}
