using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Segmentation.Catalogs;

namespace Actors.Conformance.Suites;

/// <summary>Whoever defines a segment over names that no customer has brought is told so.</summary>
public abstract class NamesConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    private const int AttemptsMax = 1_000;

    private static readonly CatalogDefinition Mistyped = TwiceCatalog.Of(
        TwiceRule.Paris with { When = """trait.city == "Paris" and trait.citi == "Lyon" and count("Order Complete" in 30d) >= 1""" }).Definition;

    [Fact]
    public Task Before_anybody_has_brought_anything_nobody_is_warned() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        (await shop.Runtime.Catalogs.UnknownNames(Mistyped)).ShouldBeEmpty();
    });

    [Fact]
    public Task Unknown_names_come_with_the_nearest_known_one() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await Bring(shop);
        await ShouldWarn(shop);
        (await shop.Runtime.Catalogs.UnknownNames(TwiceCatalog.Full.Definition)).ShouldBeEmpty();
    });

    [Fact]
    public Task They_are_known_after_crashes_restarts_and_hand_overs() => InShops(seeds: 2, async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await Bring(shop);
        await shop.Crash(powerFailure: true);
        await ShouldWarn(shop);
        await shop.Runtime.SaveCheckpoints();
        await shop.Crash();
        await ShouldWarn(shop);
        await shop.Restart();
        await ShouldWarn(shop);
        // A checkpoint that brings nothing new keeps what the last one had.
        await shop.Send(Calls.View("bob", World.Beginning + 5_000));
        await shop.Restart();
        await ShouldWarn(shop);
    });

    private static async Task Bring(Shop shop)
    {
        await shop.Send(Calls.Order("ann", World.Beginning + 10));
        await shop.Send(Calls.City("eve", World.Beginning + 20, "Paris"));
        await shop.Runtime.Settle();
    }

    /// <summary>Where a partition cannot be asked, nobody is warned: it is asked again.</summary>
    private static async Task ShouldWarn(Shop shop)
    {
        IReadOnlyList<CatalogError> warnings = [];
        for (int i = 0; i < AttemptsMax && warnings.Count == 0; i++)
        {
            warnings = await Patience.Until(() => shop.Runtime.Catalogs.UnknownNames(Mistyped).AsTask());
            await shop.World.Linger();
        }
        warnings.Select(w => w.Pointer).ShouldBe(["/segments/0/when", "/segments/0/when"]);
        warnings[0].Detail.ShouldSatisfyAllConditions(d => d.ShouldContain("trait 'citi'"), d => d.ShouldContain("city?"));
        warnings[1].Detail.ShouldSatisfyAllConditions(d => d.ShouldContain("event 'Order Complete'"), d => d.ShouldContain("Order Completed?"));
        warnings[1].Column.ShouldBeGreaterThan(40);
    }
}
