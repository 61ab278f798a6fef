namespace Actors.EventLog;

/// <summary>What every log asks of a block, whatever it is stored in.</summary>
internal static class LogBlockRules
{
    public static void CheckAppend(long expectedTail, in LogBlock block)
    {
        if (block.First != expectedTail + 1)
            throw new ArgumentException(
                $"A block appended at tail {expectedTail} begins at {expectedTail + 1}, not {block.First}.");
        CheckShape(block);
    }

    public static void CheckShape(in LogBlock block)
    {
        if (block.First < 1 || block.Last < block.First)
            throw new ArgumentException($"A block holds positions from 1 upwards, not {block.First} to {block.Last}.");
        if (block.Payload.Length > LogBlock.PayloadBytesMax)
            throw new ArgumentException(
                $"A block holds at most {LogBlock.PayloadBytesMax} bytes, not {block.Payload.Length}.");
    }

    public static void CheckPartition(int partition, int partitions)
    {
        if ((uint)partition >= (uint)partitions)
            throw new ArgumentOutOfRangeException(
                nameof(partition), partition, $"There are partitions 0 to {partitions - 1}.");
    }
}
