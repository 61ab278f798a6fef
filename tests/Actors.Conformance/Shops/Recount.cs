using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Conformance.Shops;

/// <summary>Segment statistics counted again from the whole feed and from every customer.</summary>
public static class Recount
{
    private static readonly (long WidthMs, int Buckets)[] Rings = [(1_000, 60), (60_000, 60), (3_600_000, 24)];

    public static async Task StatisticsShouldAgree(this Shop shop, IReadOnlyCollection<string> customers)
    {
        List<PublishedMigration> feed = await shop.Feed();
        var views = new List<CustomerView>();
        foreach (string customer in customers)
        {
            if (await shop.Read(customer) is { } view)
            {
                views.Add(view);
            }
        }
        await shop.Runtime.Settle();
        foreach (Segment segment in shop.Runtime.Catalogs.Current.Units.SelectMany(u => u.Segments))
        {
            SegmentView told = await Patience.Until(() => shop.Runtime.Segments.Read(segment.Id).AsTask());
            CustomerView[] members = [.. views.Where(v => v.Memberships.Any(m => m.Segment == segment.Id))];
            Migration[] entries = [.. feed.Select(f => f.Migration).Where(m => m.To == segment.Id)];
            Migration[] exits = [.. feed.Select(f => f.Migration).Where(m => m.From == segment.Id)];
            string where = $"{segment.Address} at {told.AsOfMs}";
            told.PartitionsMissing.ShouldBe(0, where);
            told.Members.ShouldBe(members.Length, where);
            told.SpendMillionths.ShouldBe(members.Aggregate((Int128)0, (sum, v) => sum + v.SpendMillionths), where);
            told.Entries.ShouldBe(entries.Length, where);
            told.Exits.ShouldBe(exits.Length, where);
            told.RecentEntries.ShouldBe(Lately(entries, shop.NowMs), where);
            told.RecentExits.ShouldBe(Lately(exits, shop.NowMs), where);
            told.Arrivals.Select(a => (a.From, a.Total, a.Recent)).ShouldBe(
                entries.GroupBy(m => m.From).OrderBy(g => g.Key).Select(g => (g.Key, g.LongCount(), Lately([.. g], shop.NowMs))), where);
        }
    }

    /// <summary>Whole buckets: a change counts until its bucket is a whole window old.</summary>
    private static Recent Lately(Migration[] moves, long nowMs)
    {
        long[] counts = [.. Rings.Select(r => moves.LongCount(m => m.AtMs / r.WidthMs > nowMs / r.WidthMs - r.Buckets))];
        return new Recent(counts[0], counts[1], counts[2]);
    }
}
