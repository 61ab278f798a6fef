using Actors.Engine.Codec;
using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// What a partition's logs hold of its customers' past, by slot: read front to back, some blocks at a time, so that other work goes on in between.
/// </summary>
/// <param name="wanted">Whose past is kept of what is read.</param>
internal sealed class LogPast(PartitionContext context, CustomerIndex index, Func<int, bool> wanted)
{
    private readonly Dictionary<int, List<Record>> _records = [];
    private readonly Dictionary<int, List<Migration>> _published = [];

    /// <summary>Input position up to which records were read.</summary>
    public long Input { get; private set; }

    /// <summary>Outbox position up to which migrations were read.</summary>
    public long Outbox { get; private set; }

    /// <summary>Bytes of blocks that were read.</summary>
    public long Bytes { get; private set; }

    /// <summary>Customers' records, in log order.</summary>
    public Record[] RecordsOf(int slot) => _records.TryGetValue(slot, out List<Record>? records) ? [.. records] : [];

    /// <summary>Their published migrations, in order.</summary>
    public Migration[] PublishedOf(int slot) => _published.TryGetValue(slot, out List<Migration>? published) ? [.. published] : [];

    /// <summary>Goes on reading from here for nobody.</summary>
    public LogPast WithoutAnybody() => new(context, index, static _ => false) { Input = Input, Outbox = Outbox };

    public void Forget(int slot)
    {
        _records.Remove(slot);
        _published.Remove(slot);
    }

    /// <summary>Reads records on.</summary>
    /// <param name="before">The input position before which they lie.</param>
    /// <param name="goesOn">Asked before each block is taken.</param>
    public async ValueTask ReadRecords(long before, int blocksMax, Func<LogPast, bool> goesOn)
    {
        string name = $"Input log of partition {context.Number}";
        int blocks = 0;
        await foreach (LogBlock block in context.Store.Input(context.Number).Read(Input))
        {
            Bytes += block.Payload.Length;
            if (!goesOn(this))
            {
                return;
            }
            foreach (Record record in InputBlock.Decode(block, name).Records)
            {
                if (record.Position > Input && record.Position < before && record.Kind < RecordKind.Advance)
                {
                    Keep(_records, record.Customer, record);
                }
            }
            Input = Math.Min(block.Last, before - 1);
            if (++blocks >= blocksMax || block.Last >= before - 1)
            {
                return;
            }
            await Task.Yield();
        }
    }

    /// <summary>Reads published migrations on.</summary>
    /// <param name="before">The input position before which what they were decided for lies.</param>
    /// <param name="goesOn">Asked before each block is taken.</param>
    public async ValueTask ReadPublished(long before, int blocksMax, Func<LogPast, bool> goesOn)
    {
        string name = $"Outbox of partition {context.Number}";
        int blocks = 0;
        await foreach (LogBlock block in context.Store.Outbox(context.Number).Read(Outbox))
        {
            Bytes += block.Payload.Length;
            if (!goesOn(this))
            {
                return;
            }
            DecodedOutbox decoded = OutboxBlock.Decode(block, name);
            if (decoded.Migrations.Length > 0 && decoded.Migrations[0].Position >= before)
            {
                return;
            }
            for (int i = 0; i < decoded.Migrations.Length; i++)
            {
                if (decoded.First + i > Outbox && decoded.Migrations[i].Position < before)
                {
                    Keep(_published, decoded.Migrations[i].Customer, decoded.Migrations[i]);
                }
            }
            Outbox = block.Last;
            if (++blocks >= blocksMax)
            {
                return;
            }
            await Task.Yield();
        }
    }

    private void Keep<T>(Dictionary<int, List<T>> to, CustomerId customer, T item)
    {
        int slot = index.Find(customer);
        if (slot < 0 || !wanted(slot))
        {
            return;
        }
        if (!to.TryGetValue(slot, out List<T>? items))
        {
            to[slot] = items = [];
        }
        items.Add(item);
    }
}
