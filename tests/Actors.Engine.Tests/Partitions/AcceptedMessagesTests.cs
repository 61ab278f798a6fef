using Actors.Conformance.Shops;
using Actors.Engine.Seam;

namespace Actors.Engine.Tests.Partitions;

public sealed class AcceptedMessagesTests
{
    private static IngestItem Message(int n) => Calls.Order("ann", 900_000, 1, $"m{n}");

    [Fact]
    public async Task Fingerprints_are_sealed_without_a_checkpoint_and_known_after_a_crash()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start(options: new() { FingerprintsUnsealedMax = 10 });
        for (int n = 0; n < 35; n++)
        {
            await rig.Append(Message(n));
        }
        // What is still to be sealed is less than twice the bound: one gathering, one on its way.
        rig.Store.Fingerprints(0).SealedPosition.ShouldBeGreaterThan(35 - 20);

        PartitionRig next = await PartitionRig.Start(rig.Store.Crash(), new() { FingerprintsUnsealedMax = 10 });
        for (int n = 0; n < 35; n++)
        {
            (await next.Append(Message(n))).Duplicates.ShouldBe(1);
        }
        (await next.Append(Message(35))).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task Checkpoints_and_seals_in_turn_lose_no_fingerprint()
    {
        await OneAtATime.Begin();
        PartitionRig rig = await PartitionRig.Start(options: new() { FingerprintsUnsealedMax = 10 });
        for (int n = 0; n < 15; n++)
        {
            await rig.Append(Message(n));
            if (n % 4 == 0)
            {
                await rig.Actor.SaveCheckpoint();
            }
        }

        PartitionRig next = await PartitionRig.Start(rig.Store.Crash());
        for (int n = 0; n < 15; n++)
        {
            (await next.Append(Message(n))).Duplicates.ShouldBe(1);
        }
    }
}
