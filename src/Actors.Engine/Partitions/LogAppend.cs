using Actors.Engine.Seam;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>Appending where the answer may be lost.</summary>
internal static class LogAppend
{
    /// <summary>
    /// Appends at the block's place; an append that failed without saying whether it took effect is settled by what stands there now. The
    /// tail alone would not do: another owner's block may end at the same position.
    /// </summary>
    /// <exception cref="StorageException">Nothing was written.</exception>
    /// <exception cref="PartitionUnavailableException">Whether it was written cannot be found out now: the partition has to be taken anew.</exception>
    public static async ValueTask<AppendOutcome> Settle(this ILog log, LogBlock block)
    {
        try
        {
            return await log.Append(block.First - 1, block);
        }
        catch (StorageException e)
        {
            return await log.Find(block, e) ?? throw new StorageException(e.Message, e);
        }
    }

    /// <summary>What became of an append that failed with an exception; null: nothing was written.</summary>
    private static async ValueTask<AppendOutcome?> Find(this ILog log, LogBlock block, StorageException failure)
    {
        try
        {
            if (await log.ReadTail() < block.Last)
            {
                return null;
            }
            bool isOwn = await log.ReadAt(block.First) is { } there && there.First == block.First && there.Last == block.Last
                && there.Payload.Span.SequenceEqual(block.Payload.Span);
            return new AppendOutcome(isOwn, isOwn ? block.Last : log.Tail);
        }
        catch (StorageException e)
        {
            throw new PartitionUnavailableException($"Whether a block was written is not known: {failure.Message} {e.Message}", e);
        }
    }
}
