using Actors.Conformance.Shops;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.Segmentation.Catalogs;

namespace Actors.Engine.Tests.Partitions;

public sealed class PreparationTests
{
    private static readonly TwiceRule Thrice = new("thrice", """count("Order Completed" in 999d) >= 3""", (_, _) => false);

    [Fact]
    public async Task What_was_read_ahead_and_what_came_since_decide_together()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await Buy(rig, "early", 30);
        while (await rig.Actor.Prepare(records: true, published: false) < 1)
        {
        }
        await Buy(rig, "early", 3);
        await Buy(rig, "late", 30);
        await rig.Put(TwiceCatalog.Of(Thrice));
        (await Members(rig)).ShouldBe(20);
    }

    [Fact]
    public async Task What_was_read_ahead_for_something_else_or_is_forgotten_is_read_again()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await Buy(rig, "early", 30);
        await rig.Actor.Prepare(records: false, published: true);
        await rig.Actor.Prepare(records: true, published: false);
        (await rig.Actor.Prepare(records: false, published: false)).ShouldBe(1);
        await rig.Put(TwiceCatalog.Of(Thrice));
        (await Members(rig)).ShouldBe(10);
    }

    [Fact]
    public async Task A_past_too_large_for_memory_is_left_to_the_activation()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start(options: new() { ActivationBytesMax = 500 });
        await Buy(rig, "early", 30);
        while (await rig.Actor.Prepare(records: true, published: false) < 1)
        {
        }
        await rig.Put(TwiceCatalog.Of(Thrice));
        (await Members(rig)).ShouldBe(10);
    }

    [Fact]
    public async Task A_past_too_large_for_memory_is_read_to_its_end_all_the_same_for_what_is_damaged()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start(options: new() { ActivationBytesMax = 1 });
        await Buy(rig, "early", 30);
        await Buy(rig, "late", 30);
        await rig.Damage("late7");
        await Should.ThrowAsync<CorruptLogException>(async () =>
        {
            while (await rig.Actor.Prepare(records: true, published: false) < 1)
            {
            }
        });
    }

    private static Task Buy(PartitionRig rig, string customers, int orders) =>
        rig.Append([.. Enumerable.Range(0, orders).Select(i => Calls.Order($"{customers}{i % 10}", 1_000 + i))]);

    private static async Task<int> Members(PartitionRig rig)
    {
        Catalog catalog = rig.Context.Catalogs.Get(2);
        catalog.TryFind("thrice", out Segment? segment).ShouldBeTrue();
        MemberPage page = await rig.Actor.Members(new MemberQuery(new Whereabouts([segment.Id], []), default, 100, rig.NowMs));
        return page.Items.Count;
    }
}
