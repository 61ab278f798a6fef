using Actors.Engine.Codec;
using Actors.Engine.Seam;

namespace Actors.Engine.Wire;

/// <summary>What partitions tell of themselves.</summary>
internal static class WirePartitions
{
    public static void Write(BlockWriter to, MigrationPage page)
    {
        to.List(page.Items, Write);
        to.Unsigned(page.Next);
        to.Flag(page.More);
    }

    public static MigrationPage ReadPage(ref BlockReader from) => new(from.List(ReadPublished), from.Long(), from.Flag());

    public static void Write(BlockWriter to, PublishedTail tail)
    {
        to.Signed(tail.Outbox);
        to.Signed(tail.Catalog);
    }

    public static PublishedTail ReadTail(ref BlockReader from) => new(from.Signed(), from.Int());

    public static void Write(BlockWriter to, PartitionStatus status)
    {
        to.Signed(status.Partition);
        to.Flag(status.Ready);
        to.Signed(BitConverter.DoubleToInt64Bits(status.Recovered));
        to.Unsigned(status.Durable);
        to.Unsigned(status.Applied);
        to.Unsigned(status.Outbox);
        to.Signed(status.Customers);
        to.Signed(status.Resident);
        to.Signed(status.NextDueMs);
        to.Signed(status.LatenessMs);
        to.Flag(status.Fault is not null);
        to.Text(status.Fault ?? "");
    }

    public static PartitionStatus ReadStatus(ref BlockReader from)
    {
        var status = new PartitionStatus(
            from.Int(), from.Flag(), BitConverter.Int64BitsToDouble(from.Signed()), from.Long(), from.Long(), from.Long(), from.Int(), from.Int(),
            from.Signed(), from.Signed(), Fault: null);
        bool hasFault = from.Flag();
        string fault = from.Text();
        return status with { Fault = hasFault ? fault : null };
    }

    public static void Write(BlockWriter to, SeenNames names)
    {
        to.List(names.Events, static (w, name) => w.Text(name));
        to.List(names.Traits, static (w, name) => w.Text(name));
        to.Flag(names.MoreEvents);
        to.Flag(names.MoreTraits);
    }

    public static SeenNames ReadNames(ref BlockReader from) => new(
        from.List(static (ref BlockReader f) => f.Text()), from.List(static (ref BlockReader f) => f.Text()), from.Flag(), from.Flag());

    private static void Write(BlockWriter to, PublishedMigration published)
    {
        to.Signed(published.Partition);
        to.Unsigned(published.OutboxPosition);
        to.Signed(published.PublishedAtMs);
        WireTurns.Write(to, published.Migration);
    }

    private static PublishedMigration ReadPublished(ref BlockReader from) =>
        new(from.Int(), from.Long(), from.Signed(), WireTurns.ReadMigration(ref from));
}
