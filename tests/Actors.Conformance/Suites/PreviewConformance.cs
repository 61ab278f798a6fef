using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;
using Actors.Segmentation.Records;

namespace Actors.Conformance.Suites;

/// <summary>A rule tried on everybody before it is saved: the answer is that of the slow computation, and nobody moves.</summary>
public abstract class PreviewConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    // Of these the catalog has no features but for the first: the rest is read from the log.
    private static readonly TwiceRule[] Rules = [TwiceRule.Buyer, TwiceRule.Recent, TwiceRule.Frequent, TwiceRule.Big, TwiceRule.Paris];

    [Fact]
    public Task It_counts_who_would_be_in() => InShops(seeds: 3, async shop =>
    {
        IReadOnlyDictionary<string, Past> pasts = await Lived(shop);
        foreach (TwiceRule rule in Rules)
        {
            (Preview preview, PreviewResult result) = await Try(shop, rule.When);
            string[] members = Where(pasts, past => rule.Holds(past, preview.AsOfMs));
            (result.Looked, result.Count).ShouldBe((pasts.Count, members.Length), rule.Key);
            (result.Low, result.High).ShouldBe((result.Count, result.Count));
            result.MemberSample.Select(id => id.ToString()).ShouldBeSubsetOf(members, rule.Key);
            result.MemberSample.Count.ShouldBe(Math.Min(members.Length, 10), rule.Key);
        }
        (await shop.Feed()).ShouldBeWhole();
        await shop.ShouldAgreeWithTheOracle(pasts.Keys);
    });

    [Fact]
    public Task It_says_who_would_come_and_who_would_go() => InShops(seeds: 3, async shop =>
    {
        IReadOnlyDictionary<string, Past> pasts = await Lived(shop);
        int buyers = shop.Runtime.Catalogs.Current.Units.Single(unit => unit.Key == "buyer").Segments[0].Id;
        (Preview preview, PreviewResult result) = await Try(shop, TwiceRule.Paris.When, buyers);
        string[] added = Where(pasts, past => past.City == "Paris" && !TwiceRule.Buyer.Holds(past, preview.AsOfMs));
        string[] dropped = Where(pasts, past => past.City != "Paris" && TwiceRule.Buyer.Holds(past, preview.AsOfMs));
        (result.Added, result.Dropped).ShouldBe((added.Length, dropped.Length));
        result.AddedSample.Select(id => id.ToString()).ShouldBeSubsetOf(added);
        result.DroppedSample.Select(id => id.ToString()).ShouldBeSubsetOf(dropped);
    });

    [Fact]
    public Task It_tells_clause_by_clause_and_who_lacks_one_alone() => InShops(seeds: 3, async shop =>
    {
        IReadOnlyDictionary<string, Past> pasts = await Lived(shop);
        (Preview preview, PreviewResult result) = await Try(shop, $"{TwiceRule.Recent.When} and {TwiceRule.Paris.When}");
        bool IsRecent(Past past) => TwiceRule.Recent.Holds(past, preview.AsOfMs);
        result.Funnel.ShouldBe([Where(pasts, IsRecent).Length, Where(pasts, past => IsRecent(past) && past.City == "Paris").Length]);
        string[] near = Where(pasts, past => IsRecent(past) != (past.City == "Paris"));
        result.Near.Count.ShouldBe(Math.Min(near.Length, 10));
        foreach ((CustomerId customer, int clause) in result.Near)
        {
            near.ShouldContain(customer.ToString());
            clause.ShouldBe(IsRecent(pasts[customer.ToString()]) ? 1 : 0);
        }
    });

    /// <summary>A shop that has seen traffic, a crash and a month pass, and what was accepted of each of its customers.</summary>
    private static async Task<IReadOnlyDictionary<string, Past>> Lived(Shop shop)
    {
        await shop.Begin(TwiceCatalog.Of(TwiceRule.Buyer));
        var traffic = new Traffic(shop);
        await traffic.Send(30);
        await shop.Crash();
        await traffic.Send(20);
        await shop.Runtime.MoveTo(shop.NowMs + 5 * TwiceRule.DayMs);
        await shop.Runtime.Settle();
        var pasts = new SortedDictionary<string, Past>(StringComparer.Ordinal);
        foreach (string customer in traffic.Customers)
        {
            var past = new Past();
            List<Record> records = await shop.RecordsOf(customer);
            records.ForEach(record => past.Add(record));
            if (records.Count > 0)
            {
                pasts.Add(customer, past);
            }
        }
        return pasts;
    }

    /// <summary>Begun again where the runtime lost it, as its failure asks for.</summary>
    private static Task<(Preview Preview, PreviewResult Result)> Try(Shop shop, string when, int segment = -1) => Patience.Until(async () =>
    {
        (Preview? preview, _) = shop.Runtime.Previews.Begin(when, segment);
        await preview.ShouldNotBeNull().Done;
        PreviewResult result = preview.Result;
        if (result.State == PreviewState.Failed)
        {
            throw new PartitionUnavailableException(result.Failure!);
        }
        result.State.ShouldBe(PreviewState.Exact);
        return (preview, result);
    });

    private static string[] Where(IReadOnlyDictionary<string, Past> pasts, Func<Past, bool> holds) =>
        [.. pasts.Where(customer => holds(customer.Value)).Select(customer => customer.Key)];
}
