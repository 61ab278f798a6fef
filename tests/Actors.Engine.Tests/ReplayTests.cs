using Actors.Conformance.Hostile;
using Actors.Conformance.Hostile.Nodes;
using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.EventLog;

namespace Actors.Engine.Tests;

/// <summary>A failure that names its seed can be had again.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_run_of_a_process() =>
        (await Run(new HostileSubject())).ShouldBe(await Run(new HostileSubject()));

    [Fact]
    public async Task The_same_seed_gives_the_same_run_of_a_cluster() =>
        (await Run(new ClusterSubject())).ShouldBe(await Run(new ClusterSubject()));

    /// <summary>What was published, and where the dice stand in the end: any call that went another way has moved them.</summary>
    private static async Task<string> Run(RuntimeSubject subject)
    {
        string told = "";
        await subject.Run(seed: 7, async world =>
        {
            await using Shop shop = await Shop.Open(world, new FolderCreation(3, "virtual"), new RuntimeSettings());
            await shop.Begin(TwiceCatalog.Full);
            var traffic = new Traffic(shop);
            await traffic.Send(40);
            await shop.Put(TwiceCatalog.Lifecycle);
            await traffic.Send(40);
            told = string.Join('\n', (await shop.Feed()).Content()) + $"\n{world.Dice.Next()}";
        });
        return told;
    }
}
