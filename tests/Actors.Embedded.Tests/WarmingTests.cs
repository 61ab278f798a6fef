using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Embedded.Runtime;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;

namespace Actors.Embedded.Tests;

public sealed class WarmingTests
{
    private const int Customers = 200;
    private static readonly CatalogDefinition Twice = new([new SegmentDefinition("twice", "Twice", "count(\"Order Completed\") >= 2")], []);

    [Fact]
    public async Task After_a_restart_saved_customers_come_into_memory_without_being_asked_for()
    {
        await using var store = new MemoryEventStore(new FolderCreation(4));
        await Populate(store);
        await using EmbeddedRuntime runtime = await Start(store, long.MaxValue);
        await Until(async () => (await runtime.Health.Partitions()).Sum(p => p.Resident) == Customers);
    }

    [Fact]
    public async Task They_come_only_as_long_as_there_is_room_and_the_others_when_needed()
    {
        await using var store = new MemoryEventStore(new FolderCreation(4));
        long bytes = await Populate(store);
        await using EmbeddedRuntime runtime = await Start(store, bytes / 4);
        await Until(() => Task.FromResult(runtime.Residence.Bytes >= bytes / 4));
        for (int n = 0; n < Customers; n++)
        {
            await runtime.Ingress.Send(new[] { Calls.Order($"c{n}", World.Beginning + 2, 5, $"second-{n}") });
            (await runtime.Customers.Read(CustomerId.User($"c{n}")))!.Applied.ShouldBeGreaterThan(0);
        }
        (await runtime.Health.Partitions()).Sum(p => p.Customers).ShouldBe(Customers);
        runtime.Health.Counters.Migrations.ShouldBe(Customers);
    }

    /// <returns>Bytes of all states.</returns>
    private static async Task<long> Populate(MemoryEventStore store)
    {
        await using EmbeddedRuntime runtime = await Start(store, long.MaxValue);
        await runtime.Catalogs.Change(_ => Twice);
        for (int n = 0; n < Customers; n++)
        {
            await runtime.Ingress.Send(new[] { Calls.Order($"c{n}", World.Beginning + 1, 5, $"first-{n}") });
        }
        await runtime.Health.Partitions();
        return runtime.Residence.Bytes;
    }

    private static async Task<EmbeddedRuntime> Start(MemoryEventStore store, long residentBytesMax)
    {
        var options = new EmbeddedOptions { Lanes = 2, ResidentBytesMax = residentBytesMax };
        EmbeddedRuntime runtime = await EmbeddedRuntime.Start(store, options, new FakeTime(World.Beginning));
        await runtime.Started;
        return runtime;
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
