using Actors.Embedded.Runtime;
using Actors.Engine.Seam;
using Actors.EventLog;
using Actors.EventLog.Memory;

namespace Actors.Embedded.Tests;

/// <summary>A runtime that is started while nothing can be written.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task It_waits_for_room_saying_so_and_then_recovers_by_itself()
    {
        await using var store = new MemoryEventStore(new FolderCreation(2));
        store.Faults.DiskFull = true;
        await using EmbeddedRuntime runtime = await EmbeddedRuntime.Start(store);
        IReadOnlyList<PartitionStatus> waiting = await runtime.Health.Partitions();
        while (!waiting.All(p => p.Fault is not null))
        {
            waiting = await runtime.Health.Partitions();
        }
        waiting.ShouldAllBe(p => !p.Ready && p.Fault!.Contains("disk is full"));
        runtime.Started.IsCompleted.ShouldBeFalse();

        store.Faults.DiskFull = false;
        await runtime.Started;
        (await runtime.Health.Partitions()).ShouldAllBe(p => p.Ready && p.Fault == null);
    }
}
