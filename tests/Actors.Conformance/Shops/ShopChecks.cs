using System.Text;
using Actors.Engine.Seam;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;

namespace Actors.Conformance.Shops;

/// <summary>What must hold of any shop at any time.</summary>
public static class ShopChecks
{
    /// <summary>Every customer's published changes, memberships and spend are those of the slow computation over its accepted records.</summary>
    public static async Task ShouldAgreeWithTheOracle(this Shop shop, IEnumerable<string> customers)
    {
        ILookup<string, PublishedMigration> feed = (await shop.Feed()).ToLookup(m => m.Migration.Customer.ToString());
        foreach (string customer in customers)
        {
            Oracle oracle = Oracle.Of(await shop.RecordsOf(customer), shop.Catalogs, shop.NowMs);
            string[] told = [.. feed[customer].Select(m => shop.Describe(m.Migration))];
            string.Join('\n', Sorted(told)).ShouldBe(string.Join('\n', Sorted(oracle.Moves.Select(Describe))), $"{customer}: as published, and as computed");
            (await shop.SegmentsOf(customer)).ShouldBe(oracle.Memberships.Values.OfType<string>().Order(StringComparer.Ordinal), ignoreOrder: false, customMessage: customer);
            if (await shop.Read(customer) is { } view)
            {
                ((decimal)view.SpendMillionths / 1_000_000m).ShouldBe(oracle.Spend, customer);
            }
        }
    }

    /// <summary>Lists of customers say what each customer says of itself.</summary>
    public static async Task ListsShouldAgree(this Shop shop, IEnumerable<string> customers)
    {
        await shop.Runtime.Settle();
        var segments = new Dictionary<string, string[]>();
        foreach (string customer in customers)
        {
            if (await shop.Read(customer) is not null)
            {
                segments[customer] = await shop.SegmentsOf(customer);
            }
        }
        string[] Where(Func<string[], bool> holds) => [.. segments.Where(c => holds(c.Value)).Select(c => c.Key).Order(StringComparer.Ordinal)];
        async Task<string[]> List(string[] within, string[] outside) => [.. (await shop.List(within, outside)).Order(StringComparer.Ordinal)];
        (await List(["recent"], [])).ShouldBe(Where(s => s.Contains("recent")));
        (await List(["lifecycle/active"], [])).ShouldBe(Where(s => s.Contains("lifecycle/active")));
        (await List(["buyer"], ["big", "paris"])).ShouldBe(Where(s => s.Contains("buyer") && !s.Contains("big") && !s.Contains("paris")));
        (await List([], [])).ShouldBe(Where(_ => true));
    }

    /// <summary>Every customer is where the catalog puts it by all that was accepted of it, whenever the catalog came.</summary>
    public static async Task MembershipsShouldAgree(this Shop shop, IEnumerable<string> customers, TwiceCatalog catalog)
    {
        foreach (string customer in customers)
        {
            Oracle oracle = Oracle.Of(await shop.RecordsOf(customer), [(long.MinValue, catalog)], shop.NowMs);
            (await shop.SegmentsOf(customer)).ShouldBe(oracle.Memberships.Values.OfType<string>().Order(StringComparer.Ordinal), ignoreOrder: false, customMessage: customer);
        }
    }

    /// <summary>Per customer: sequence numbers without a gap, instants that never fall, each change beginning where the last one ended.</summary>
    public static void ShouldBeWhole(this IEnumerable<PublishedMigration> feed)
    {
        foreach (IGrouping<string, PublishedMigration> of in feed.GroupBy(m => m.Migration.Customer.ToString()))
        {
            long sequence = 0;
            long at = long.MinValue;
            var inside = new Dictionary<int, int>();
            foreach (PublishedMigration published in of)
            {
                Migration m = published.Migration;
                m.Sequence.ShouldBe(++sequence, of.Key);
                m.AtMs.ShouldBeGreaterThanOrEqualTo(at, of.Key);
                m.From.ShouldNotBe(m.To, of.Key);
                inside.GetValueOrDefault(m.Unit, Migration.None).ShouldBe(m.From, $"{of.Key}, change {sequence}");
                inside[m.Unit] = m.To;
                at = m.AtMs;
            }
        }
        feed.GroupBy(m => (m.Partition, m.Migration.Position, m.Migration.Ordinal)).ShouldAllBe(same => same.Count() == 1);
        feed.GroupBy(m => (m.Partition, m.OutboxPosition)).ShouldAllBe(same => same.Count() == 1);
    }

    /// <summary>All that a change says, but for when and where it was published.</summary>
    public static string[] Content(this IEnumerable<PublishedMigration> feed) =>
    [
        .. feed.Select(p => (p.Partition, M: p.Migration)).OrderBy(p => p.Partition).ThenBy(p => p.M.Position).ThenBy(p => p.M.Ordinal)
            .Select(p => $"{p.Partition}/{p.M.Position}/{p.M.Ordinal} {p.M.Customer} #{p.M.Sequence} v{p.M.CatalogVersion} "
                + $"{p.M.Unit}: {p.M.From}>{p.M.To} @{p.M.AtMs} {p.M.Cause} {Encoding.UTF8.GetString(p.M.Event.Span)} "
                + Encoding.UTF8.GetString(p.M.MessageId.Span)),
    ];

    private static IEnumerable<string> Sorted(IEnumerable<string> moves) => moves.Order(StringComparer.Ordinal);

    private static string Describe(Move m) => $"{m.AtMs} {m.Cause} {m.Unit}: {m.From ?? "-"}>{m.To ?? "-"}";

    private static string Describe(this Shop shop, in Migration m)
    {
        Catalog catalog = shop.Runtime.Catalogs.Version(m.CatalogVersion)!;
        string From(int segment) => segment == Migration.None ? "-" : catalog.Segment(segment).Address;
        return $"{m.AtMs} {m.Cause} {catalog.Unit(m.Unit).Key}: {From(m.From)}>{From(m.To)}";
    }
}
