using Actors.Engine.Seam;
using Actors.Segmentation.Records;

namespace Actors.Engine.Partitions;

/// <summary>Lists customers by their memberships: looks at one after the other, a bounded number per call.</summary>
internal sealed class MemberList(PartitionContext context, CustomerIndex index, ApplyLoop apply)
{
    /// <summary>Customers looked at in one call.</summary>
    public const int LookMax = 2_048;

    public async ValueTask<MemberPage> Read(MemberQuery query)
    {
        int[] slots = index.After(query.After, LookMax);
        var items = new List<CustomerView>();
        CustomerId last = query.After;
        for (int i = 0; i < slots.Length; i++)
        {
            CustomerView view = await Look(slots[i], query.NowMs);
            last = index.IdOf(slots[i]);
            if (IsWanted(view, query))
            {
                items.Add(view);
            }
            if (items.Count == query.ItemsMax)
            {
                return new MemberPage(items, last, i + 1, More: i + 1 < slots.Length || slots.Length == LookMax);
            }
            if (i % context.Options.SliceCustomers == context.Options.SliceCustomers - 1)
            {
                await Task.Yield();
            }
        }
        return new MemberPage(items, last, slots.Length, More: slots.Length == LookMax);
    }

    /// <summary>The customer as decided by now: one whose activation was lost is brought up first.</summary>
    private async ValueTask<CustomerView> Look(int slot, long nowMs)
    {
        while (true)
        {
            long needed = index[slot].LastPosition;
            var query = new CustomerQuery(nowMs, apply.Catalog, LookAhead: false, Details: false);
            CustomerView view = await context.Directory.Customer(index.IdOf(slot), ref index[slot].Hint).Read(apply.Epoch, query);
            if (view.Applied >= needed)
            {
                return view;
            }
            await apply.BringUp(slot);
        }
    }

    private static bool IsWanted(CustomerView view, MemberQuery query)
    {
        foreach (int segment in query.In)
        {
            if (!IsIn(view, segment))
            {
                return false;
            }
        }
        foreach (int segment in query.Out)
        {
            if (IsIn(view, segment))
            {
                return false;
            }
        }
        return view.Exists;
    }

    private static bool IsIn(CustomerView view, int segment)
    {
        foreach (MembershipView membership in view.Memberships)
        {
            if (membership.Segment == segment)
            {
                return true;
            }
        }
        return false;
    }
}
