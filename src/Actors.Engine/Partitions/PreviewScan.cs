using System.Numerics;
using Actors.Engine.Customers;
using Actors.Engine.Seam;
using Actors.Segmentation.Previewing;

namespace Actors.Engine.Partitions;

/// <summary>
/// Tries a rule on customers, one after the other, in slices that let the lane's other work through. Where states have the features, a page is some
/// thousand customers; where the log must be read for them, it is as many as their history fits in memory.
/// </summary>
internal sealed class PreviewScan(PartitionContext context, CustomerIndex index, ApplyLoop apply, ScanPace pace)
{
    /// <summary>Customers of the first page: few, so that an estimate comes soon.</summary>
    private const int FirstLookMax = 512;

    /// <summary>Customers of any other page.</summary>
    private const int LookMax = 8_192;

    /// <summary>Customers between two looks at the lane's other work: below a millisecond of them.</summary>
    private const int SliceMax = 256;

    private readonly Deciders _drafts = new(context.Catalogs);

    public async ValueTask<PreviewPage> Read(PreviewQuery query)
    {
        PreviewCursor at = query.Cursor == default ? new PreviewCursor(apply.Epoch, index.Count, 0) : query.Cursor;
        if (at.Epoch != apply.Epoch)
        {
            throw new PreviewRefusedException($"Partition {context.Number} has another owner than when the preview began: try again.");
        }
        DraftRule draft = _drafts.Draft(apply.Decided, query.When);
        bool isFirst = at.Next == 0;
        bool readsLog = draft.NeedsHistory || draft.NeedsPublished;
        (List<int> slots, PreviewCursor? next) = Slots(at, readsLog ? PartOf(apply.Applied) : isFirst ? FirstLookMax : LookMax);
        LogPast? past = readsLog ? await PastOf(slots, draft) : null;
        var tally = new PreviewTally(draft.Clauses.Count, query.SamplesMax);
        var plain = new Trial(query.When, query.Segment, default, default);
        for (int i = 0; i < slots.Count; i++)
        {
            Trial trial = past is null ? plain : plain with { History = past.RecordsOf(slots[i]), Published = past.PublishedOf(slots[i]) };
            Tried tried = await Try(slots[i], trial, query.NowMs);
            tally.Add(tried, query.Segment >= 0, index, slots[i]);
            if (i % SliceMax == SliceMax - 1)
            {
                await pace.Pause(isBrief: isFirst);
            }
        }
        return tally.ToPage(slots.Count, at.Customers, next);
    }

    /// <summary>The next customers in an order that has nothing to do with when they came: a walk over all places by steps of one odd length.</summary>
    private (List<int> Slots, PreviewCursor? Next) Slots(PreviewCursor at, int lookMax)
    {
        const uint Step = 2_654_435_761;
        uint places = BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, at.Customers));
        var slots = new List<int>(Math.Min(lookMax, at.Customers));
        uint next = (uint)at.Next;
        for (; next < places && slots.Count < lookMax; next++)
        {
            uint slot = next * Step & (places - 1);
            if (slot < at.Customers && index[(int)slot].LastPosition > 0)
            {
                slots.Add((int)slot);
            }
        }
        return (slots, next < places ? at with { Next = (int)next } : null);
    }

    private async Task<LogPast> PastOf(List<int> slots, DraftRule draft)
    {
        var wanted = new HashSet<int>(slots);
        var past = new LogPast(context, index, wanted.Contains);
        if (draft.NeedsHistory)
        {
            await past.ReadRecords(long.MaxValue, int.MaxValue, static _ => true);
        }
        if (draft.NeedsPublished)
        {
            await past.ReadPublished(long.MaxValue, int.MaxValue, static _ => true);
        }
        return past;
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
            var query = new CustomerQuery(nowMs, apply.Decided, LookAhead: false, Details: false, Trial: trial);
            CustomerView view = await context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Read(apply.Epoch, query);
            if (view.Applied >= needed)
            {
                return view.Tried;
            }
            await apply.BringUp(slot);
        }
    }
}
