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
    public static async ValueTask<AppendOutcome> Settle(this ILog log, LogBlock block)
    {
        try
        {
            return await log.Append(block.First - 1, block);
        }
        catch (StorageException) when (log.Tail >= block.Last)
        {
            if (await log.ReadAt(block.First) is { } there && there.First == block.First && there.Last == block.Last
                && there.Payload.Span.SequenceEqual(block.Payload.Span))
            {
                return new AppendOutcome(Appended: true, block.Last);
            }
            return new AppendOutcome(Appended: false, log.Tail);
        }
    }
}
