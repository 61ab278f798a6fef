using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>
/// Lists customers by their memberships: looks at one after the other, a bounded number per call, and at no more than it takes to fill the page.
/// Where nobody is in a segment asked for, it looks at nobody.
/// </summary>
internal sealed class MemberList(PartitionContext context, CustomerIndex index, ApplyLoop apply, Outbox outbox)
{
    /// <summary>Customers looked at in one call.</summary>
    public const int LookMax = 2_048;

    /// <summary>Customers taken from the index at once, at least.</summary>
    private const int PartMin = 64;

    public async ValueTask<MemberPage> Read(MemberQuery query)
    {
        if (query.Only.In.Any(segment => !outbox.Totals.HasMembers(segment)))
        {
            return new MemberPage([], query.After, 0, More: false);
        }
        var items = new List<CustomerView>();
        CustomerId last = query.After;
        int looked = 0;
        while (looked < LookMax)
        {
            int part = Math.Min(LookMax - looked, Math.Max(PartMin, query.ItemsMax - items.Count));
            int[] slots = index.After(last, part);
            foreach (int slot in slots)
            {
                CustomerView view = await Look(slot, query);
                last = index.IdOf(slot);
                if (view.Exists)
                {
                    items.Add(view);
                }
                if (++looked % context.Options.SliceCustomers == 0)
                {
                    await Task.Yield();
                }
                if (items.Count == query.ItemsMax)
                {
                    return new MemberPage(items, last, looked, More: slot != slots[^1] || slots.Length == part);
                }
            }
            if (slots.Length < part)
            {
                return new MemberPage(items, last, looked, More: false);
            }
        }
        return new MemberPage(items, last, looked, More: true);
    }

    /// <summary>The customer as decided by now: one whose activation was lost is brought up first. One that is not wanted does not exist.</summary>
    private async ValueTask<CustomerView> Look(int slot, MemberQuery query)
    {
        while (true)
        {
            long needed = index[slot].LastPosition;
            var ask = new CustomerQuery(query.NowMs, apply.Catalog, LookAhead: false, Details: false, Only: query.Only);
            CustomerView view = await context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Read(apply.Epoch, ask);
            if (view.Applied >= needed)
            {
                return view;
            }
            await apply.BringUp(slot);
        }
    }
}
