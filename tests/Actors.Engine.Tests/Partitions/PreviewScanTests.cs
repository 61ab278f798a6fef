using Actors.Conformance.Shops;
using Actors.Engine.Seam;

namespace Actors.Engine.Tests.Partitions;

/// <summary>Trying a rule on everybody, beside a partition's own work.</summary>
public sealed class PreviewScanTests
{
    private const int Customers = 2_000;

    [Fact]
    public async Task While_records_come_in_they_go_before_it()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start();
        await rig.Append([.. Enumerable.Range(0, Customers).Select(n => Calls.Order($"c{n}", 900_000, 1, $"m{n}"))]);
        PreviewPage first = await rig.Actor.Preview(Query(default));

        // On its way to the log, until it is let go.
        rig.Store.Faults.Hold();
        Task<Ack> more = rig.Append(Calls.Order("ann", 900_001, 1, "more"));
        Task<PreviewPage> early = rig.Actor.Preview(Query(default)).AsTask();
        Task<PreviewPage> rest = rig.Actor.Preview(Query(first.Next!.Value)).AsTask();
        for (int turns = 0; turns < 1_000; turns++)
        {
            await Task.Yield();
        }
        early.IsCompleted.ShouldBeTrue("an estimate does not wait");
        rest.IsCompleted.ShouldBeFalse();

        rig.Store.Faults.Release();
        (await more).Accepted.ShouldBe(1);
        PreviewPage page = await rest;
        (first.Looked + page.Looked).ShouldBe(Customers);
        page.Next.ShouldBeNull();
    }

    private static PreviewQuery Query(PreviewCursor cursor) => new("""count("Order Completed") >= 1""", -1, cursor, 1_000_000, 3);
}
