using System.Security.Cryptography;
using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Taking a partition: an owner writes to both logs before it reads either, so that the owner before it can append no more and what is
/// read stays the end. The epoch is the position of the owner's record in the input log: it grows with every owner, and no two have the same.
/// </summary>
/// <param name="Epoch">Position of the owner's record: the input log's tail.</param>
/// <param name="ReceivedAtMs">Its stamp: no record before it has a later one.</param>
internal readonly record struct Ownership(long Epoch, long ReceivedAtMs)
{
    /// <exception cref="StorageException">The logs cannot be written or read.</exception>
    public static async ValueTask<Ownership> Take(PartitionContext context)
    {
        Ownership taken = await TakeInput(context);
        await TakeOutbox(context);
        await context.Store.Take(context.Number, taken.Epoch);
        return taken;
    }

    private static async ValueTask<Ownership> TakeInput(PartitionContext context)
    {
        ILog log = context.Store.Input(context.Number);
        while (true)
        {
            long tail = await log.ReadTail();
            long lastMs = tail == 0 ? long.MinValue : (await Last(log, tail)).ToMs;
            long now = Math.Max(context.Clock.MoveTo(lastMs), lastMs);
            var item = new IngestItem(
                RecordKind.Owner, default, now, IngestItem.NoTime, default, default, default, Body(tail + 1), HasMessageId: false, now);
            LogBlock block = InputBlock.Encode(tail + 1, [new PendingRecord(item, now, now, 0)], new Record[1]);
            if ((await log.Settle(block)).Appended)
            {
                return new Ownership(tail + 1, now);
            }
        }
    }

    /// <summary>Appends a block that says nothing new: the owner before can then publish nothing any more.</summary>
    private static async ValueTask TakeOutbox(PartitionContext context)
    {
        ILog log = context.Store.Outbox(context.Number);
        while (true)
        {
            long tail = await log.ReadTail();
            long covered = tail == 0 ? 0 : OutboxBlock.Decode(await Last(log, tail), $"Outbox of partition {context.Number}").Covered;
            LogBlock block = OutboxBlock.Encode(tail + 1, covered, context.Clock.NowMs, [], [], []);
            if ((await log.Settle(block)).Appended)
            {
                return;
            }
        }
    }

    private static async ValueTask<LogBlock> Last(ILog log, long tail) =>
        await log.ReadAt(tail) ?? throw new CorruptLogException($"The block at the tail {tail} of a log is missing.");

    /// <summary>The epoch, and a few random bytes that tell two owners apart who try for the same place.</summary>
    private static ReadOnlyMemory<byte> Body(long epoch)
    {
        var body = new byte[2 * sizeof(long)];
        ControlBody.Of(epoch).CopyTo(body);
        RandomNumberGenerator.Fill(body.AsSpan(sizeof(long)));
        return body;
    }
}
