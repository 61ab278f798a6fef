using Actors.Embedded.Lanes;

namespace Actors.Embedded.Tests;

/// <summary>What actors may rely on: one turn at a time, in order, on one thread, whatever another turn does.</summary>
public sealed class LaneTests : IDisposable
{
    private const string Name = "lane under test";
    private readonly List<Exception> _defects = [];
    private readonly Lane _lane;

    public LaneTests() => _lane = new Lane(Name, _defects.Add);

    public void Dispose() => _lane.Dispose();

    [Fact]
    public async Task Turns_run_one_at_a_time_and_in_each_callers_order()
    {
        const int Callers = 8;
        const int Each = 500;
        var ran = new List<(int Caller, int Turn)>();
        int inside = 0;
        int most = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() =>
            Task.WhenAll(Enumerable.Range(0, Each).Select(turn => _lane.Run(ran, list =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                list.Add((caller, turn));
                Interlocked.Decrement(ref inside);
                return ValueTask.CompletedTask;
            }))))));
        most.ShouldBe(1);
        ran.Count.ShouldBe(Callers * Each);
        foreach (IGrouping<int, (int, int Turn)> of in ran.GroupBy(turn => turn.Caller))
        {
            of.Select(turn => turn.Turn).ShouldBe(Enumerable.Range(0, Each));
        }
    }

    [Fact]
    public async Task A_turn_that_awaits_lets_others_in_and_goes_on_on_the_same_thread()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(int Before, int After)> waiting = _lane.Run(gate, static async g =>
        {
            int before = Environment.CurrentManagedThreadId;
            await g.Task;
            return (before, Environment.CurrentManagedThreadId);
        });
        (await _lane.Run(0, static _ => new ValueTask<string?>(Thread.CurrentThread.Name))).ShouldBe(Name);
        waiting.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        (int before, int after) = await waiting;
        after.ShouldBe(before);
    }

    [Fact]
    public async Task The_caller_goes_on_elsewhere()
    {
        // Else a slow caller would hold all actors of the lane.
        Task turn = _lane.Run(0, static async _ => await Task.Yield());
        string? where = await turn.ContinueWith(
            static _ => Thread.CurrentThread.Name, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        where.ShouldNotBe(Name);
    }

    [Fact]
    public async Task An_exception_is_its_callers_alone()
    {
        Task atOnce = _lane.Run(0, static ValueTask (_) => throw new InvalidDataException("at once"));
        Task later = _lane.Run(0, static async _ =>
        {
            await Task.Yield();
            throw new InvalidDataException("later");
        });
        Task<int> sound = _lane.Run(0, static _ => new ValueTask<int>(7));
        (await Should.ThrowAsync<InvalidDataException>(atOnce)).Message.ShouldBe("at once");
        (await Should.ThrowAsync<InvalidDataException>(later)).Message.ShouldBe("later");
        (await sound).ShouldBe(7);
        _defects.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_exception_that_nobody_awaits_is_told_and_the_lane_goes_on()
    {
        _lane.Post(static _ => throw new InvalidDataException("nobody's"), null);
        (await _lane.Run(0, static _ => new ValueTask<int>(7))).ShouldBe(7);
        _defects.ShouldHaveSingleItem().Message.ShouldBe("nobody's");
    }

    [Fact]
    public async Task A_lane_at_rest_wakes_for_every_turn()
    {
        for (int n = 0; n < 2_000; n++)
        {
            // One at a time: before each the lane may have fallen asleep, or be about to.
            (await _lane.Run(n, static turn => new ValueTask<int>(turn))).ShouldBe(n);
        }
    }

    [Fact]
    public void Nobody_enters_it_synchronously() =>
        Should.Throw<NotSupportedException>(() => _lane.Send(static _ => { }, null));
}
