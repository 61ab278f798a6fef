using Actors.Engine.Codec;
using Actors.EventLog;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>Walks one customer's input records backwards, along the chain of blocks that name it.</summary>
/// <param name="marksMax">How many places of a chain are remembered while it is read forwards.</param>
internal sealed class InputHistory(PartitionContext context, CustomerIndex index, Func<int, long> lastDurableBlock, int marksMax = 1_024)
{
    private const int BlocksBetweenYields = 64;
    private readonly ILog _log = context.Store.Input(context.Number);

    public string Name { get; } = $"Input log of partition {context.Number}";

    /// <summary>Records before a position and after another, newest first.</summary>
    public async ValueTask<List<Record>> Read(int slot, long after, long before, int itemsMax)
    {
        var found = new List<Record>();
        await foreach (Record record in NewestFirst(slot))
        {
            if (record.Position <= after)
            {
                break;
            }
            if (record.Position >= before)
            {
                continue;
            }
            found.Add(Own(record, index.IdOf(slot)));
            if (found.Count == itemsMax)
            {
                break;
            }
        }
        return found;
    }

    /// <summary>The last record of a customer that was received by an instant, and how much there is up to it. What is too much is not counted to its end.</summary>
    public async ValueTask<(long Last, long Records, long Bytes)> Extent(int slot, long atMs, long recordsMax, long bytesMax)
    {
        (long last, long records, long bytes) = (0, 0, 0);
        await foreach (Record record in NewestFirst(slot))
        {
            if (record.ReceivedAtMs > atMs)
            {
                continue;
            }
            (last, records, bytes) = (Math.Max(last, record.Position), records + 1, bytes + record.Body.Length);
            if (records > recordsMax || bytes > bytesMax)
            {
                break;
            }
        }
        return (last, records, bytes);
    }

    /// <summary>All records of a customer, as they lie in their blocks: one that is kept keeps its whole block in memory.</summary>
    private async IAsyncEnumerable<Record> NewestFirst(int slot)
    {
        CustomerId customer = index.IdOf(slot);
        long at = lastDurableBlock(slot);
        for (int blocks = 1; at > 0; blocks++)
        {
            DecodedInput decoded = await Block(at);
            if (blocks % BlocksBetweenYields == 0)
            {
                await Task.Yield();
            }
            at = 0;
            for (int i = decoded.Records.Length - 1; i >= 0; i--)
            {
                if (decoded.Records[i].Customer == customer)
                {
                    at = decoded.PreviousBlocks[i];
                    yield return decoded.Records[i];
                }
            }
        }
    }

    /// <summary>All records of a customer, oldest first, a block's at a time.</summary>
    /// <remarks>The chain leads backwards: it is walked once to mark its places, and then again from mark to mark. However long it is, no more than so many
    /// marks, and the places between two of them, are in memory.</remarks>
    public async IAsyncEnumerable<List<Record>> Forward(int slot)
    {
        CustomerId customer = index.IdOf(slot);
        (List<long> marks, int stride) = await Marks(customer, lastDurableBlock(slot));
        int blocks = 0;
        for (int i = marks.Count - 1; i >= 0; i--)
        {
            long older = i + 1 < marks.Count ? marks[i + 1] : 0;
            var between = new List<long>(stride) { marks[i] };
            for (long at = marks[i]; stride > 1 && (at = await Before(at, customer)) > older;)
            {
                between.Add(at);
            }
            for (int b = between.Count - 1; b >= 0; b--)
            {
                if (++blocks % BlocksBetweenYields == 0)
                {
                    // A lane has other work, and a block may come without a wait.
                    await Task.Yield();
                }
                DecodedInput decoded = await Block(between[b]);
                yield return [.. decoded.Records.Where(record => record.Customer == customer)];
            }
        }
    }

    /// <summary>Every so many-th block of a chain, the newest first.</summary>
    private async ValueTask<(List<long> Marks, int Stride)> Marks(CustomerId customer, long newest)
    {
        var marks = new List<long>();
        int stride = 1;
        long blocks = 0;
        for (long at = newest; at > 0; at = await Before(at, customer), blocks++)
        {
            if (blocks % BlocksBetweenYields == BlocksBetweenYields - 1)
            {
                await Task.Yield();
            }
            if (blocks % stride == 0 && marks.Count == marksMax)
            {
                // Every other one goes: the first always stays.
                marks = [.. marks.Where((_, i) => i % 2 == 0)];
                stride *= 2;
            }
            if (blocks % stride == 0)
            {
                marks.Add(at);
            }
        }
        return (marks, stride);
    }

    /// <summary>A copy that lives by itself: a long past would else keep whole blocks of others in memory.</summary>
    private static Record Own(in Record record, CustomerId customer)
    {
        var own = new byte[record.Event.Length + record.MessageId.Length + record.Source.Length + record.Body.Length];
        int at = 0;
        return record with
        {
            Customer = customer,
            Event = Copy(record.Event),
            MessageId = Copy(record.MessageId),
            Source = Copy(record.Source),
            Body = Copy(record.Body),
        };

        ReadOnlyMemory<byte> Copy(ReadOnlyMemory<byte> part)
        {
            part.CopyTo(own.AsMemory(at));
            at += part.Length;
            return own.AsMemory(at - part.Length, part.Length);
        }
    }

    /// <summary>The customer's block before one that names it; 0: none.</summary>
    private async ValueTask<long> Before(long at, CustomerId customer)
    {
        DecodedInput decoded = await Block(at);
        return decoded.PreviousBlocks[Array.FindIndex(decoded.Records, record => record.Customer == customer)];
    }

    private async ValueTask<DecodedInput> Block(long at) => InputBlock.Decode(
        await _log.ReadAt(at) ?? throw new CorruptLogException($"{Name}: the block at {at} is missing."), Name);

    /// <summary>One record by its position.</summary>
    public async ValueTask<Record> At(long position)
    {
        LogBlock block = await _log.ReadAt(position) ?? throw new CorruptLogException($"{Name}: position {position} is missing.");
        return InputBlock.Decode(block, Name).Records[(int)(position - block.First)];
    }
}
