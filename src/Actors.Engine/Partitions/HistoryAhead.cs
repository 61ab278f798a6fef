using Actors.Engine.Codec;
using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// What a new catalog needs of the past, read while the old one goes on deciding: each call reads a few blocks more. The activation itself then reads
/// only what came since. A past too large for memory is left to the activation, which reads it in parts.
/// </summary>
internal sealed class HistoryAhead(PartitionContext context, CustomerIndex index)
{
    /// <summary>Blocks read in one call, of each log; the lane's other work goes on between two of them.</summary>
    private const int BlocksMax = 64;

    private (bool Records, bool Published) _wanted;
    private long _bytes;
    private bool _isTooLarge;
    private bool _isReading;
    private int _generation;

    /// <summary>Input position up to which records were read.</summary>
    public long Input { get; private set; }

    /// <summary>Outbox position up to which migrations were read.</summary>
    public long Outbox { get; private set; }

    public Dictionary<int, List<Record>> Records { get; private set; } = [];

    public Dictionary<int, List<Migration>> Published { get; private set; } = [];

    /// <summary>Reads on.</summary>
    /// <param name="records">Whether the input records are asked for.</param>
    /// <param name="published">Whether the published migrations are. Neither: what was read is forgotten.</param>
    /// <returns>How far both logs are read, 0 to 1.</returns>
    public async ValueTask<double> Step(bool records, bool published)
    {
        if (_wanted != (records, published))
        {
            Forget();
            _wanted = (records, published);
        }
        if (_isTooLarge || !(records || published))
        {
            return 1;
        }
        if (!_isReading)
        {
            _isReading = true;
            try
            {
                await ReadOn(records, published);
            }
            finally
            {
                _isReading = false;
            }
        }
        long all = (records ? context.Store.Input(context.Number).Tail : 0) + (published ? context.Store.Outbox(context.Number).Tail : 0);
        return _isTooLarge || Input + Outbox >= all ? 1 : (double)(Input + Outbox) / all;
    }

    /// <summary>Whether it holds what an activation asks for.</summary>
    public bool Has(bool records, bool published) => _wanted == (records, published) && !_isTooLarge && (Input > 0 || Outbox > 0);

    /// <summary>Whoever took it over goes on with it alone; nothing is held any more.</summary>
    public void Forget()
    {
        _generation++;
        (Input, Outbox, _bytes, _isTooLarge, _wanted) = (0, 0, 0, false, default);
        (Records, Published) = ([], []);
    }

    private async ValueTask ReadOn(bool records, bool published)
    {
        int generation = _generation;
        if (records)
        {
            int blocks = 0;
            await foreach (LogBlock block in context.Store.Input(context.Number).Read(Input))
            {
                if (generation != _generation || !Takes(block))
                {
                    return;
                }
                foreach (Record record in InputBlock.Decode(block, $"Input log of partition {context.Number}").Records)
                {
                    if (record.Kind < RecordKind.Advance)
                    {
                        Keep(Records, record.Customer, record);
                    }
                }
                Input = block.Last;
                if (++blocks == BlocksMax)
                {
                    break;
                }
                await Task.Yield();
            }
        }
        if (published && generation == _generation)
        {
            int blocks = 0;
            await foreach (LogBlock block in context.Store.Outbox(context.Number).Read(Outbox))
            {
                if (generation != _generation || !Takes(block))
                {
                    return;
                }
                foreach (Migration migration in OutboxBlock.Decode(block, $"Outbox of partition {context.Number}").Migrations)
                {
                    Keep(Published, migration.Customer, migration);
                }
                Outbox = block.Last;
                if (++blocks == BlocksMax)
                {
                    break;
                }
                await Task.Yield();
            }
        }
    }

    private bool Takes(in LogBlock block)
    {
        _bytes += block.Payload.Length;
        if (_bytes <= context.Options.ActivationBytesMax)
        {
            return true;
        }
        (bool, bool) wanted = _wanted;
        Forget();
        (_wanted, _isTooLarge) = (wanted, true);
        return false;
    }

    private void Keep<T>(Dictionary<int, List<T>> to, CustomerId customer, T item)
    {
        int slot = index.Find(customer);
        if (slot < 0)
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
