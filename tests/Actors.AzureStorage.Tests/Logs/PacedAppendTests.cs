using Actors.AzureStorage.Tests.Faults;
using Actors.EventLog.Tests;

namespace Actors.AzureStorage.Tests.Logs;

/// <summary>Appends that keep apart, so that fewer of them are paid for.</summary>
public sealed class PacedAppendTests
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task What_comes_too_soon_waits_and_goes_in_one_append()
    {
        var time = new HandTime();
        var faults = new FaultPolicy();
        int appends = 0;
        faults.Decide = request =>
        {
            if (FaultPolicy.IsAppend(request)) Interlocked.Increment(ref appends);
            return Fault.None;
        };
        await using var world = await LogWorld.Create();
        var log = await world.Open(new AzureStoreOptions { AppendsApart = Apart, Time = time, Policies = [faults] }, isPaced: true);
        (await log.Append(0, Blocks.Of(1, 1))).Appended.ShouldBeTrue();
        appends.ShouldBe(1);

        var waiting = Enumerable.Range(2, 3).Select(n => log.Append(n - 1, Blocks.Of(n, n)).AsTask()).ToArray();
        await time.SomebodyWaits;
        waiting.ShouldAllBe(one => !one.IsCompleted);
        time.Pass(Apart);
        (await Task.WhenAll(waiting)).ShouldAllBe(outcome => outcome.Appended);
        appends.ShouldBe(2);
        (await log.Read(0).ToList()).Select(block => block.First).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task After_a_while_of_silence_nobody_waits()
    {
        var time = new HandTime();
        await using var world = await LogWorld.Create();
        var log = await world.Open(new AzureStoreOptions { AppendsApart = Apart, Time = time }, isPaced: true);
        for (var n = 1; n <= 3; n++)
        {
            // The time of the next append is waited for beside; once it is past, nobody waits for anything.
            (await log.Append(n - 1, Blocks.Of(n, n))).Appended.ShouldBeTrue();
            await time.SomebodyWaits;
            time.Pass(Apart);
        }
    }

    /// <summary>Time that a test moves by hand.</summary>
    private sealed class HandTime : TimeProvider
    {
        private readonly Lock _gate = new();
        private readonly List<(long Due, TimerCallback Callback, object? State)> _timers = [];
        private TaskCompletionSource _waits = new();
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Apart) return TimeProvider.System.CreateTimer(callback, state, dueTime, period);
            lock (_gate)
            {
                _timers.Add((_now + dueTime.Ticks, callback, state));
                _waits.TrySetResult();
            }

            return TimeProvider.System.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Completes once somebody waits for the next append's time.</summary>
        public Task SomebodyWaits
        {
            get
            {
                lock (_gate) return _waits.Task;
            }
        }

        public void Pass(TimeSpan time)
        {
            List<(long Due, TimerCallback Callback, object? State)> due;
            lock (_gate)
            {
                _now += time.Ticks;
                due = _timers.FindAll(timer => timer.Due <= _now);
                _timers.RemoveAll(timer => timer.Due <= _now);
                if (due.Count > 0) _waits = new TaskCompletionSource();
            }

            foreach (var (_, callback, state) in due) callback(state);
        }
    }
}
