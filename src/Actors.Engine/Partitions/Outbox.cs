using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Engine.Statistics;
using Actors.EventLog;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>The partition's migration log: what was decided becomes durable here before anybody hears of it.</summary>
internal sealed class Outbox(PartitionContext context, CustomerIndex index)
{
    private readonly ILog _log = context.Store.Outbox(context.Number);
    private readonly HashSet<int> _named = [];
    private long _silent;
    private readonly PublishedLog _published = new(
        context.Store.Outbox(context.Number), context.Number, context.Options.RecentMigrations, $"Outbox of partition {context.Number}");

    /// <summary>Name for error messages.</summary>
    public string Name { get; } = $"Outbox of partition {context.Number}";

    /// <summary>Last durable outbox position.</summary>
    public long Tail { get; private set; }

    /// <summary>Input position up to which the outbox is complete.</summary>
    public long Covered { get; private set; }

    /// <summary>The statistics that the outbox adds up to.</summary>
    public PartitionTotals Totals { get; private set; } = new();

    /// <summary>Why the log cannot be written now, or null.</summary>
    public string? Fault { get; private set; }

    public void Begin(long tail, long covered, PartitionTotals totals)
    {
        (Tail, Covered, Totals) = (tail, covered, totals);
        _published.Begin(tail);
    }

    /// <summary>Recovery: takes in a block that was published before.</summary>
    public DecodedOutbox Replay(in LogBlock block)
    {
        DecodedOutbox decoded = OutboxBlock.Decode(block, Name);
        Totals.Fold(decoded.Migrations, decoded.Changes);
        foreach (Migration migration in decoded.Migrations)
        {
            index[index.FindOrAdd(migration.Customer)].OutboxBlock = block.First;
        }
        (Tail, Covered) = (block.Last, decoded.Covered);
        _published.Begin(Tail);
        return decoded;
    }

    /// <summary>Writes, then tells. A full disk holds the partition here until there is room again; nothing decided is lost.</summary>
    public async ValueTask<Migration[]> Commit(Gathering gathering)
    {
        if (gathering.IsEmpty && gathering.Covered - Covered < context.Options.BatchRecordsMax)
        {
            // Nothing to say: recovery decides these records again, to the same nothing. Now and then the position is noted all the same.
            _silent = gathering.Covered;
            return [];
        }
        (Migration[] migrations, int[] slots) = gathering.Ordered();
        long first = Tail + 1;
        long now = context.Clock.NowMs;
        Contribution[] changes = gathering.Changes();
        LogBlock block = OutboxBlock.Encode(first, gathering.Covered, now, migrations, PreviousBlocks(slots), changes);
        await Write(block);
        foreach (int slot in slots)
        {
            // Only now: whoever follows the chain meanwhile must not be sent to a block that is not there yet.
            index[slot].OutboxBlock = first;
        }
        Tail = block.Last;
        Covered = gathering.Covered;
        Totals.Fold(migrations, changes);
        _published.Add(block);
        context.Published(context.Number, Tail);
        return migrations;
    }

    /// <summary>Position up to which everything that had anything to say is durable.</summary>
    public long Confirmed => Math.Max(Covered, _silent);

    /// <summary>Migrations after a position. May be called from any thread.</summary>
    public ValueTask<MigrationPage> Read(long after, int itemsMax) => _published.Read(after, itemsMax);

    /// <summary>One customer's migrations, newest first, along the chain of blocks that name it.</summary>
    public async ValueTask<MigrationPage> Timeline(int slot, long before, int itemsMax)
    {
        CustomerId customer = index.IdOf(slot);
        var items = new List<PublishedMigration>();
        for (long at = index[slot].OutboxBlock; at > 0;)
        {
            LogBlock block = await _log.ReadAt(at) ?? throw new CorruptLogException($"{Name}: the block at {at} is missing.");
            DecodedOutbox decoded = OutboxBlock.Decode(block, Name);
            at = 0;
            for (int i = decoded.Migrations.Length - 1; i >= 0; i--)
            {
                if (decoded.Migrations[i].Customer != customer)
                {
                    continue;
                }
                at = decoded.PreviousBlocks[i];
                if (decoded.First + i >= before)
                {
                    continue;
                }
                if (items.Count == itemsMax)
                {
                    return new MigrationPage(items, items[^1].OutboxPosition, More: true);
                }
                items.Add(new PublishedMigration(context.Number, decoded.First + i, decoded.PublishedAtMs, decoded.Migrations[i]));
            }
        }
        return new MigrationPage(items, 0, More: false);
    }

    private async ValueTask Write(LogBlock block)
    {
        while (true)
        {
            try
            {
                AppendOutcome outcome = await _log.Settle(block);
                if (!outcome.Appended)
                {
                    throw new PartitionUnavailableException(
                        $"Partition {context.Number} has another owner: its outbox ends at {outcome.Tail}, not at {block.First - 1}.");
                }
                Fault = null;
                return;
            }
            catch (StorageException e)
            {
                if (Fault is null)
                {
                    context.Meter.LogRefused(e.Message);
                }
                Fault = e.Message;
                await context.Scheduler.Delay(PartitionOptions.FullDiskPause);
            }
        }
    }

    /// <summary>Within a block only a customer's first entry points back.</summary>
    private long[] PreviousBlocks(int[] slots)
    {
        var previous = new long[slots.Length];
        _named.Clear();
        for (int i = 0; i < slots.Length; i++)
        {
            previous[i] = _named.Add(slots[i]) ? index[slots[i]].OutboxBlock : 0;
        }
        return previous;
    }
}
