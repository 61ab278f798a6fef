using Actors.Engine.Codec;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;
using Actors.EventLog;

namespace Actors.Engine.Partitions;

/// <summary>The past of many customers at once, for a new catalog: the log is read front to back, once per part that fits in memory.</summary>
/// <param name="records">Whether the input records are asked for.</param>
/// <param name="published">Whether the published migrations are.</param>
/// <param name="upTo">The input position before which they lie.</param>
internal sealed class ActivationHistory(PartitionContext context, CustomerIndex index, bool records, bool published, long upTo)
{
    private Dictionary<int, List<Record>> _records = [];
    private Dictionary<int, List<Migration>> _published = [];
    private long _inputRead;
    private long _outboxRead;
    private bool _isAhead;

    /// <summary>What one version needs that the other did not keep.</summary>
    /// <param name="ahead">What was read of it before.</param>
    public static ActivationHistory Between(PartitionContext context, CustomerIndex index, HistoryAhead ahead, int from, int to, long upTo)
    {
        (Catalog old, Catalog next) = (context.Catalogs.Get(from), context.Catalogs.Get(to));
        (bool records, bool published) = (next.NeedsHistory(old), next.NeedsPublished(old));
        var history = new ActivationHistory(context, index, records, published, upTo);
        if (ahead.Has(records, published) && ahead.Input < upTo)
        {
            (history._records, history._published) = (ahead.Records, ahead.Published);
            (history._inputRead, history._outboxRead, history._isAhead) = (ahead.Input, ahead.Outbox, true);
        }
        ahead.Forget();
        return history;
    }

    /// <summary>All customers by id, in parts whose history is held at once.</summary>
    public IEnumerable<IReadOnlyList<int>> Parts()
    {
        var all = new List<int>();
        for (int slot = 0; slot < index.Count; slot++)
        {
            if (index[slot].LastPosition > 0)
            {
                all.Add(slot);
            }
        }
        all.Sort((a, b) => index.IdOf(a).Utf8.Span.SequenceCompareTo(index.IdOf(b).Utf8.Span));
        // About 300 bytes a record: a bound on memory, not a promise.
        long parts = _isAhead ? 1 : Math.Max(1, upTo * 300 / Math.Max(1, context.Options.ActivationBytesMax));
        int size = (int)Math.Max(1, (all.Count + parts - 1) / parts);
        for (int start = 0; start < all.Count; start += size)
        {
            yield return all.GetRange(start, Math.Min(size, all.Count - start));
        }
    }

    /// <summary>Reads what the new catalog needs of these customers' past.</summary>
    public async Task Load(IReadOnlyList<int> slots)
    {
        if (!_isAhead)
        {
            _records.Clear();
            _published.Clear();
        }
        var wanted = new HashSet<int>(slots);
        if (records)
        {
            await LoadRecords(wanted);
        }
        if (published)
        {
            await LoadPublished(wanted);
        }
    }

    public Record[] RecordsOf(int slot) => _records.TryGetValue(slot, out List<Record>? records) ? [.. records] : [];

    public Migration[] PublishedOf(int slot) => _published.TryGetValue(slot, out List<Migration>? published) ? [.. published] : [];

    private async Task LoadRecords(HashSet<int> wanted)
    {
        string name = $"Input log of partition {context.Number}";
        await foreach (LogBlock block in context.Store.Input(context.Number).Read(_inputRead))
        {
            foreach (Record record in InputBlock.Decode(block, name).Records)
            {
                if (record.Position < upTo && record.Kind < RecordKind.Advance)
                {
                    Keep(_records, wanted, record.Customer, record);
                }
            }
            if (block.Last >= upTo)
            {
                break;
            }
            await Task.Yield();
        }
    }

    private async Task LoadPublished(HashSet<int> wanted)
    {
        string name = $"Outbox of partition {context.Number}";
        await foreach (LogBlock block in context.Store.Outbox(context.Number).Read(_outboxRead))
        {
            foreach (Migration migration in OutboxBlock.Decode(block, name).Migrations)
            {
                if (migration.Position < upTo)
                {
                    Keep(_published, wanted, migration.Customer, migration);
                }
            }
        }
    }

    private void Keep<T>(Dictionary<int, List<T>> to, HashSet<int> wanted, CustomerId customer, T item)
    {
        int slot = index.Find(customer);
        if (slot < 0 || !wanted.Contains(slot))
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
