using Actors.Conformance.Shops;
using Actors.EventLog;

namespace Actors.Conformance.Running;

/// <summary>What all suites share: scenarios, each in a world of its own, that name their seed when they fail.</summary>
public abstract class ConformanceSuite(RuntimeSubject subject)
{
    /// <summary>A scenario over a new, empty shop.</summary>
    protected Task InShop(Func<Shop, Task> scenario, string timeMode = "virtual", int partitions = 3, RuntimeSettings? settings = null) =>
        InShops(seeds: 1, scenario, timeMode, partitions, settings);

    /// <summary>A scenario over many seeds.</summary>
    protected async Task InShops(
        int seeds, Func<Shop, Task> scenario, string timeMode = "virtual", int partitions = 3, RuntimeSettings? settings = null)
    {
        settings ??= new RuntimeSettings();
        // Scenarios leap over months and repeat messages all the same.
        settings = settings with { Partition = settings.Partition with { DeduplicationHorizon = TimeSpan.FromDays(3_650) } };
        foreach (int seed in Cases.Seeds(seeds))
        {
            try
            {
                await subject.Run(seed, async world =>
                {
                    await using Shop shop = await Shop.Open(world, new FolderCreation(partitions, timeMode), settings);
                    await scenario(shop);
                    world.Defects.ShouldBeEmpty();
                });
            }
            catch (Exception e)
            {
                throw new SeededException(seed, e);
            }
        }
    }
}

/// <summary>A failure with the seed that repeats it.</summary>
public sealed class SeededException(int seed, Exception inner)
    : Exception($"Failed with ACTORS_TEST_SEED={seed}: {inner.Message}", inner);
