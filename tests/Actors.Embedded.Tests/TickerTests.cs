using Actors.Conformance.Running;
using Actors.Conformance.Shops;
using Actors.Embedded.Runtime;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Deciding;

namespace Actors.Embedded.Tests;

public sealed class TickerTests
{
    private const long TickMs = 10;
    private const long RestMs = 1_000;

    [Fact]
    public async Task An_idle_server_rests_until_something_comes_or_falls_due()
    {
        var time = new FakeTime(World.Beginning);
        await using EmbeddedRuntime runtime = await Start(time);
        await UntilAtRest(time);

        await runtime.Ingress.Send(new[] { Calls.Order("ann", World.Beginning + 1, 5, "m1") });
        await NextTimerIn(time, TickMs);
        FeedCursor cursor = (await runtime.Changes.Read(runtime.Changes.Oldest, null, 9, TimeSpan.FromSeconds(30))).Next;
        await UntilAtRest(time);

        long due = await NextDue(runtime);
        await Pass(time, due - 300 - time.GetTimestamp());
        await NextTimerIn(time, 300);
        await Pass(time, 300);
        Task<FeedPage> left = runtime.Changes.Read(cursor, null, 9, TimeSpan.FromSeconds(30)).AsTask();
        while (!left.IsCompleted)
        {
            await Pass(time, await NextTimer(time) - time.GetTimestamp());
        }
        Migration moved = (await left).Items.ShouldHaveSingleItem().Migration;
        (moved.Cause, moved.AtMs).ShouldBe((CauseKind.Clock, due));
    }

    private static async Task<EmbeddedRuntime> Start(FakeTime time)
    {
        EmbeddedRuntime runtime = await EmbeddedRuntime.Start(new MemoryEventStore(new FolderCreation(4)), new EmbeddedOptions { Lanes = 1 }, time);
        await runtime.Started;
        await runtime.Catalogs.Change(_ => TwiceCatalog.Of(TwiceRule.Recent).Definition);
        return runtime;
    }

    private static async Task<long> NextDue(EmbeddedRuntime runtime) => (await runtime.Health.Partitions()).Min(p => p.NextDueMs);

    private static async Task UntilAtRest(FakeTime time)
    {
        for (int ticks = 0; await NextTimer(time) - time.GetTimestamp() < RestMs; ticks++)
        {
            ticks.ShouldBeLessThan(1_000, "ticks without anything to do");
            await Pass(time, await NextTimer(time) - time.GetTimestamp());
        }
    }

    private static async Task Pass(FakeTime time, long ms)
    {
        time.MoveTo(time.GetTimestamp() + ms);
        time.Fire();
        await NextTimer(time);
    }

    /// <summary>Waits for whoever was woken to sleep again.</summary>
    private static async Task<long> NextTimer(FakeTime time)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (time.NextTimerMs == long.MaxValue || time.NextTimerMs <= time.GetTimestamp())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        return time.NextTimerMs;
    }

    private static async Task NextTimerIn(FakeTime time, long ms)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (time.NextTimerMs - time.GetTimestamp() != ms)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
