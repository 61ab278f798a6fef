using Actors.Engine.Codec;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>Walks one customer's input records backwards, along the chain of blocks that name it.</summary>
internal sealed class InputHistory(PartitionContext context, CustomerIndex index, Func<int, long> lastDurableBlock)
{
    private readonly ILog _log = context.Store.Input(context.Number);

    public string Name { get; } = $"Input log of partition {context.Number}";

    /// <summary>Records before a position and after another, newest first.</summary>
    public async ValueTask<List<Record>> Read(int slot, long after, long before, int itemsMax)
    {
        CustomerId customer = index.IdOf(slot);
        var found = new List<Record>();
        long at = lastDurableBlock(slot);
        while (at > 0)
        {
            LogBlock block = await _log.ReadAt(at) ?? throw new CorruptLogException($"{Name}: the block at {at} is missing.");
            DecodedInput decoded = InputBlock.Decode(block, Name);
            at = 0;
            for (int i = decoded.Records.Length - 1; i >= 0; i--)
            {
                Record record = decoded.Records[i];
                if (record.Customer != customer)
                {
                    continue;
                }
                at = decoded.PreviousBlocks[i];
                if (record.Position <= after)
                {
                    return found;
                }
                if (record.Position < before)
                {
                    found.Add(record);
                    if (found.Count == itemsMax)
                    {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    /// <summary>One record by its position.</summary>
    public async ValueTask<Record> At(long position)
    {
        LogBlock block = await _log.ReadAt(position) ?? throw new CorruptLogException($"{Name}: position {position} is missing.");
        return InputBlock.Decode(block, Name).Records[(int)(position - block.First)];
    }
}
