using System.Text;
using Actors.Conformance.Shops;
using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Codec;

public sealed class InputBlockTests
{
    [Fact]
    public void Records_come_back_as_they_were_given()
    {
        var dice = new Random(1);
        for (int round = 0; round < 50; round++)
        {
            PendingRecord[] pending = [.. Enumerable.Range(0, 1 + dice.Next(400)).Select(n => Draw(dice, first: 1_000, n))];
            var given = new Record[pending.Length];
            LogBlock block = InputBlock.Encode(1_000, pending, given);
            DecodedInput decoded = InputBlock.Decode(block, "input");

            (block.First, block.Last).ShouldBe((1_000, 999 + pending.Length));
            block.FromMs.ShouldBe(pending.Min(p => p.TimestampMs));
            block.ToMs.ShouldBe(pending[^1].ReceivedAtMs);
            decoded.PreviousBlocks.ShouldBe(pending.Select(p => p.PreviousBlock));
            decoded.NamedMessages.ShouldBe(pending.Select(p => p.Item.HasMessageId));
            decoded.Records.Select(Text).ShouldBe(given.Select(Text));
            decoded.Records.Select(Text).ShouldBe(pending.Select((p, n) => Text(new Record(1_000 + n, p.Item.Kind, p.ReceivedAtMs,
                p.TimestampMs, p.Item.Customer, p.Item.Event, p.Item.MessageId, p.Item.Source, p.Item.Body))));
        }
    }

    [Fact]
    public void A_block_cut_off_anywhere_is_damage()
    {
        PendingRecord[] pending = [Draw(new Random(2), 5, 0), Draw(new Random(3), 5, 1)];
        LogBlock block = InputBlock.Encode(5, pending, new Record[2]);
        for (int length = 0; length < block.Payload.Length; length++)
        {
            LogBlock torn = block with { Payload = block.Payload[..length] };
            Should.Throw<CorruptLogException>(() => InputBlock.Decode(torn, "input")).Message.ShouldContain("input");
        }
    }

    [Fact]
    public void A_block_that_holds_another_number_of_records_than_it_says_is_damage()
    {
        LogBlock block = InputBlock.Encode(5, [Draw(new Random(2), 5, 0)], new Record[1]);
        Should.Throw<CorruptLogException>(() => InputBlock.Decode(block with { Last = 6 }, "input"));
    }

    [Fact]
    public void Another_format_is_refused()
    {
        LogBlock block = InputBlock.Encode(5, [Draw(new Random(2), 5, 0)], new Record[1]);
        byte[] payload = block.Payload.ToArray();
        payload[0] = 9;
        Should.Throw<CorruptLogException>(() => InputBlock.Decode(block with { Payload = payload }, "input")).Message.ShouldContain("version");
    }

    private static PendingRecord Draw(Random dice, long first, int n)
    {
        long received = 1_767_225_600_000 + n * 10;
        IngestItem item = dice.Next(3) == 0
            ? new IngestItem(RecordKind.Advance, default, received, IngestItem.NoTime, default, default, default, default, false, received)
            : Calls.Order($"c{dice.Next(5)}", received, dice.Next(100), $"m{n}") with { HasMessageId = dice.Next(2) == 0 };
        return new PendingRecord(item, received, received - dice.NextInt64(1_000_000), dice.Next(2) == 0 ? 0 : first - 1 - dice.Next(900));
    }

    private static string Text(Record r) =>
        $"{r.Position} {r.Kind} {r.ReceivedAtMs} {r.TimestampMs} {r.Customer} {Encoding.UTF8.GetString(r.Event.Span)} "
        + $"{Encoding.UTF8.GetString(r.MessageId.Span)} {Encoding.UTF8.GetString(r.Source.Span)} {Convert.ToHexString(r.Body.Span)}";
}
