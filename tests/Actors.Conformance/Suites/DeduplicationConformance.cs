using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.Engine.Services;

namespace Actors.Conformance.Suites;

/// <summary>The same message again: no effect, same answer.</summary>
public abstract class DeduplicationConformance(RuntimeSubject subject) : ConformanceSuite(subject)
{
    private static IngestItem Once => Calls.Order("ann", World.Beginning + 5, 7, "m1");

    [Fact]
    public Task A_message_sent_again_has_no_effect() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await shop.Send(Once);
        IngestResult again = await shop.Send(Once);
        (again.Accepted, again.Duplicates).ShouldBe((0, 1));
        await ShouldBeThereOnce(shop);
    });

    [Fact]
    public Task A_message_twice_in_one_call_counts_once() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await shop.Send(Once, Calls.View("bob", World.Beginning + 5), Once);
        await ShouldBeThereOnce(shop);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_message_sent_again_after_a_new_start_has_no_effect(bool crash) => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await shop.Send(Once);
        await (crash ? shop.Crash(powerFailure: true) : shop.Restart());
        await shop.Send(Once);
        await ShouldBeThereOnce(shop);
    });

    [Fact]
    public Task A_message_sent_again_after_a_checkpoint_and_a_crash_has_no_effect() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await shop.Send(Once);
        await shop.Runtime.SaveCheckpoints();
        await shop.Crash();
        await shop.Send(Once);
        await ShouldBeThereOnce(shop);
    });

    [Fact]
    public Task The_same_id_from_another_customer_or_source_is_another_message() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        await shop.Send(Once);
        await shop.Send(Calls.Order("bob", World.Beginning + 5, 7, "m1"));
        await shop.Send(Once with { Source = "app"u8.ToArray() });
        (await shop.RecordsOf("ann")).Count.ShouldBe(2);
        (await shop.RecordsOf("bob")).Count.ShouldBe(1);
    });

    [Fact]
    public Task A_message_the_server_named_is_never_a_repetition() => InShop(async shop =>
    {
        await shop.Begin(TwiceCatalog.Full);
        IngestItem unnamed = Once with { HasMessageId = false };
        IngestResult first = await shop.Send(unnamed, unnamed);
        first.Duplicates.ShouldBe(0);
        (await shop.RecordsOf("ann")).Count.ShouldBeGreaterThanOrEqualTo(2);
    });

    private static async Task ShouldBeThereOnce(Shop shop)
    {
        (await shop.RecordsOf("ann")).Count.ShouldBe(1);
        (await shop.Read("ann"))!.SpendMillionths.ShouldBe(7_000_000);
    }
}
