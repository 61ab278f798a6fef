using Actors.Conformance.Shops;
using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Partitions;

/// <summary>What an activation published is a fact to whoever recovers, or catches up, after it.</summary>
public sealed class ActivationRecoveryTests
{
    private const long PublishedAtMs = 123_456;

    [Fact]
    public async Task A_program_that_would_decide_an_activation_otherwise_takes_over_what_was_published()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        await before.Append(Calls.Order("ann", 900_000, 1, "m1"));
        await before.Put(TwiceCatalog.Lifecycle);
        await before.Put(TwiceCatalog.Of(TwiceRule.Buyer));

        PartitionRig after = await PartitionRig.Start(await AsAnotherProgramPublished(before.Store));

        CustomerView ann = await after.Actor.Read(CustomerId.User("ann"), new CustomerQuery(after.NowMs, 0));
        ann.Memberships.Single().SinceMs.ShouldBe(PublishedAtMs);
        ann.CatalogVersion.ShouldBe(3);
        MigrationPage feed = await after.Actor.Migrations(0, 100);
        feed.Items.Select(m => m.Migration.Sequence).ShouldBe(Enumerable.Range(1, feed.Items.Count).Select(n => (long)n));
        ann.Sequence.ShouldBe(feed.Items[^1].Migration.Sequence);

        await after.Append(Calls.Order("ann", 900_000, 1, "m2"));
        (await after.Actor.Read(CustomerId.User("ann"), new CustomerQuery(after.NowMs, 0))).Memberships.Single().SinceMs.ShouldBe(PublishedAtMs);
    }

    [Fact]
    public async Task A_customer_that_lost_its_memory_across_an_activation_takes_over_what_was_published()
    {
        await OneAtATime.Begin();
        PartitionRig before = await PartitionRig.Start();
        await before.Append(Calls.Order("ann", 900_000, 1, "m1"));
        await before.Put(TwiceCatalog.Lifecycle);
        await before.Put(TwiceCatalog.Of(TwiceRule.Buyer));
        PartitionRig after = await PartitionRig.Start(await AsAnotherProgramPublished(before.Store));

        after.ForgetCustomers();

        CustomerView ann = await after.Actor.Read(CustomerId.User("ann"), new CustomerQuery(after.NowMs, 0));
        ann.Memberships.Single().SinceMs.ShouldBe(PublishedAtMs);
    }

    /// <summary>The logs alone; what the last catalog decided was published with an instant that this program would not give.</summary>
    private static async Task<MemoryEventStore> AsAnotherProgramPublished(MemoryEventStore store)
    {
        MemoryEventStore copy = await StoreCopies.LogsOnly(store);
        await foreach (LogBlock block in copy.Outbox(0).Read(0))
        {
            DecodedOutbox decoded = OutboxBlock.Decode(block, "outbox");
            if (decoded.Migrations.Any(m => m.CatalogVersion == 3 && m.To != Migration.None))
            {
                Migration[] changed = [.. decoded.Migrations.Select(m => m.To == Migration.None ? m : m with { AtMs = PublishedAtMs })];
                await copy.Outbox(0).Replace(OutboxBlock.Encode(
                    block.First, decoded.Covered, decoded.PublishedAtMs, changed, decoded.PreviousBlocks, decoded.Changes));
            }
        }
        return copy;
    }
}
