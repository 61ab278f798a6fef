using System.Text;
using Actors.Engine.Codec;
using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Codec;

public sealed class OutboxBlockTests
{
    private const long Published = 1_767_225_600_000;

    [Fact]
    public void Migrations_and_changes_come_back_as_they_were_given()
    {
        var dice = new Random(1);
        for (int round = 0; round < 50; round++)
        {
            Migration[] migrations = Draw(dice, dice.Next(40));
            long[] previous = [.. migrations.Select(_ => dice.Next(2) == 0 ? 0L : 1 + dice.Next(70))];
            Contribution[] changes = [.. Enumerable.Range(0, dice.Next(5)).Select(n => new Contribution(n, dice.Next(-9, 9), -(Int128)dice.NextInt64() * 7))];
            LogBlock block = OutboxBlock.Encode(77, 500, Published, migrations, previous, changes);
            DecodedOutbox decoded = OutboxBlock.Decode(block, "outbox");

            (decoded.First, decoded.Last, decoded.Covered, decoded.PublishedAtMs).ShouldBe((77, 77 + migrations.Length, 500, Published));
            decoded.Changes.ShouldBe(changes);
            decoded.PreviousBlocks.ShouldBe(previous);
            decoded.Migrations.Select(Text).ShouldBe(migrations.Select(Text));
        }
    }

    [Fact]
    public void A_block_without_migrations_still_takes_a_position()
    {
        LogBlock block = OutboxBlock.Encode(3, 9, Published, [], [], []);
        (block.First, block.Last).ShouldBe((3, 3));
        OutboxBlock.Decode(block, "outbox").Covered.ShouldBe(9);
    }

    [Fact]
    public void A_block_cut_off_anywhere_is_damage()
    {
        Migration[] migrations = Draw(new Random(2), 3);
        LogBlock block = OutboxBlock.Encode(77, 500, Published, migrations, new long[3], [new Contribution(1, 1, 5)]);
        for (int length = 0; length < block.Payload.Length; length++)
        {
            LogBlock torn = block with { Payload = block.Payload[..length] };
            Should.Throw<CorruptLogException>(() => OutboxBlock.Decode(torn, "outbox")).Message.ShouldContain("outbox");
        }
    }

    private static Migration[] Draw(Random dice, int count)
    {
        long position = 400;
        return [.. Enumerable.Range(0, count).Select(n => new Migration(
            position += dice.Next(2), n, CustomerId.User($"c{dice.Next(9)}"), 1 + dice.Next(99), dice.Next(5), dice.Next(9), dice.Next(9) - 1,
            dice.Next(9) - 1, Published - dice.NextInt64(100_000) + 500, (CauseKind)(1 + dice.Next(7)),
            dice.Next(2) == 0 ? default : Encoding.UTF8.GetBytes($"m{n}"), dice.Next(2) == 0 ? default : "Order Completed"u8.ToArray()))];
    }

    private static string Text(Migration m) =>
        $"{m.Position}/{m.Ordinal} {m.Customer} #{m.Sequence} v{m.CatalogVersion} {m.Unit}: {m.From}>{m.To} {m.AtMs} {m.Cause} "
        + $"{Encoding.UTF8.GetString(m.MessageId.Span)} {Encoding.UTF8.GetString(m.Event.Span)}";
}
