using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.Segmentation.Previewing;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Tries a rule on customers, one after the other, in slices that let the lane's other work through. Where states have the features, a page is some
/// thousand customers; where the log must be read for them, it is as many as their history fits in memory.
/// </summary>
internal sealed class PreviewScan(PartitionContext context, CustomerIndex index, ApplyLoop apply)
{
    /// <summary>Customers looked at in one call.</summary>
    private const int LookMax = 4_096;

    /// <summary>Customers between two looks at the lane's other work: well below a millisecond of them.</summary>
    private const int SliceMax = 256;

    private readonly Deciders _drafts = new(context.Catalogs);

    public async ValueTask<PreviewPage> Read(PreviewQuery query)
    {
        DraftRule draft = _drafts.Draft(apply.Catalog, query.When);
        var history = new ActivationHistory(context, index, draft.NeedsHistory, draft.NeedsPublished, long.MaxValue);
        bool readsLog = draft.NeedsHistory || draft.NeedsPublished;
        int[] slots = index.After(query.After, readsLog ? PartOf(apply.Applied) : LookMax);
        if (readsLog)
        {
            await history.Load(slots);
        }
        var tally = new PreviewTally(draft.Clauses.Count, query.SamplesMax);
        for (int i = 0; i < slots.Length; i++)
        {
            var trial = new Trial(query.When, query.Segment, readsLog ? history.RecordsOf(slots[i]) : default, readsLog ? history.PublishedOf(slots[i]) : default);
            Tried tried = await Try(slots[i], trial, query.NowMs);
            tally.Add(tried, query.Segment >= 0, index, slots[i]);
            if (i % SliceMax == SliceMax - 1)
            {
                await Task.Yield();
            }
        }
        CustomerId last = slots.Length > 0 ? index.IdOf(slots[^1]) : query.After;
        return tally.ToPage(slots.Length, index.Count, last, more: slots.Length == (readsLog ? PartOf(apply.Applied) : LookMax));
    }

    /// <summary>As many customers as have a history that fits in memory, as for an activation.</summary>
    private int PartOf(long records)
    {
        long parts = Math.Max(1, records * 300 / Math.Max(1, context.Options.ActivationBytesMax));
        return (int)Math.Max(LookMax, index.Count / parts + 1);
    }

    private async ValueTask<Tried> Try(int slot, Trial trial, long nowMs)
    {
        while (true)
        {
            long needed = index[slot].LastPosition;
            var query = new CustomerQuery(nowMs, apply.Catalog, LookAhead: false, Details: false, Trial: trial);
            CustomerView view = await context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Read(apply.Epoch, query);
            if (view.Applied >= needed)
            {
                return view.Tried;
            }
            await apply.BringUp(slot);
        }
    }
}

/// <summary>What one page found.</summary>
internal sealed class PreviewTally(int clauses, int samplesMax)
{
    private readonly long[] _funnel = new long[clauses];
    private readonly List<CustomerId> _members = [];
    private readonly List<CustomerId> _addedSample = [];
    private readonly List<CustomerId> _droppedSample = [];
    private readonly List<(CustomerId, int)> _near = [];
    private readonly uint _all = clauses == 32 ? uint.MaxValue : (1u << clauses) - 1;
    private long _added;
    private long _dropped;

    public void Add(Tried tried, bool compares, CustomerIndex index, int slot)
    {
        for (int i = 0; i < clauses && (tried.Held >> i & 1) != 0; i++)
        {
            _funnel[i]++;
        }
        uint missing = _all & ~tried.Held;
        if (missing == 0)
        {
            Sample(_members, index, slot);
        }
        else if (clauses > 1 && (missing & (missing - 1)) == 0 && _near.Count < samplesMax)
        {
            _near.Add((Own(index.IdOf(slot)), System.Numerics.BitOperations.TrailingZeroCount(missing)));
        }
        if (!compares || tried.Member == (missing == 0))
        {
            return;
        }
        if (tried.Member)
        {
            _dropped++;
            Sample(_droppedSample, index, slot);
        }
        else
        {
            _added++;
            Sample(_addedSample, index, slot);
        }
    }

    public PreviewPage ToPage(int looked, int customers, CustomerId last, bool more) => new(
        looked, customers, _funnel, _added, _dropped, _members, _addedSample, _droppedSample, _near, Own(last), more);

    private void Sample(List<CustomerId> to, CustomerIndex index, int slot)
    {
        if (to.Count < samplesMax)
        {
            to.Add(Own(index.IdOf(slot)));
        }
    }

    private static CustomerId Own(CustomerId id) => new(id.Utf8.ToArray());
}
