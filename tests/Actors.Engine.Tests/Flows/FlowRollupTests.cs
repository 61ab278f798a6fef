using Actors.Engine.Flows;

namespace Actors.Engine.Tests.Flows;

public sealed class FlowRollupTests
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 40)]
    [InlineData(3, 40)]
    [InlineData(4, 4_000)]
    public async Task Any_question_is_answered_as_by_counting_one_by_one(int seed, int hoursPerRound)
    {
        var log = new FlowLog(seed);
        var rollup = new FlowRollup(log.Store, behindMax: 50);
        for (int round = 0; round < 12; round++)
        {
            await log.Publish(60, TimeSpan.FromHours(hoursPerRound));
            for (int question = 0; question < 6; question++)
            {
                int unit = log.Dice.Next(FlowLog.Units);
                (long from, long to, long step) = Draw(log);
                FlowLog.Texts(await rollup.Read(unit, from, to, step, default)).ShouldBe(log.Count(unit, from, to, step));
            }
            if (log.Dice.Next(3) == 0)
            {
                await rollup.DisposeAsync();
                rollup = new FlowRollup(log.Store, behindMax: 50);
            }
        }
        await rollup.DisposeAsync();
    }

    [Fact]
    public async Task One_of_several_processes_answers_the_same_and_saves_nothing()
    {
        var log = new FlowLog(6);
        await using var rollup = new FlowRollup(log.Store, behindMax: 10, keeps: false);
        for (int round = 0; round < 3; round++)
        {
            await log.Publish(100, TimeSpan.FromDays(100));
            (long from, long to, long step) = Draw(log);
            FlowLog.Texts(await rollup.Read(0, from, to, step, default)).ShouldBe(log.Count(0, from, to, step));
        }
        (await log.Store.Documents.List("flows/")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_far_behind_is_folded_and_saved_though_nobody_asks()
    {
        var log = new FlowLog(5);
        await using var rollup = new FlowRollup(log.Store, behindMax: 100);
        await log.Publish(100, TimeSpan.FromHours(30));
        for (int p = 0; p < log.Store.Info.Partitions; p++)
        {
            rollup.Published(p, log.Store.Outbox(p).Tail);
        }
        await rollup.FoldingBeside;
        (await log.Store.Documents.List("flows/day/")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Whole_hours_cost_no_look_into_the_log()
    {
        var log = new FlowLog(6);
        await log.Publish(200, TimeSpan.FromDays(10));
        var reads = new WatchedStore(log.Store);
        await using var rollup = new FlowRollup(reads, behindMax: 1);
        await rollup.Read(0, FlowLog.Beginning, log.NowMs, DayMs, default);
        long folded = reads.Blocks;
        folded.ShouldBeGreaterThan(0);

        await rollup.Read(0, FlowLog.Beginning - 9 * DayMs, FlowLog.Beginning + 9 * DayMs, HourMs, default);
        reads.Blocks.ShouldBe(folded);
        await using var afterStart = new FlowRollup(reads);
        await afterStart.Read(0, FlowLog.Beginning - 9 * DayMs, FlowLog.Beginning + 9 * DayMs, HourMs, default);
        reads.Blocks.ShouldBe(folded);
        await rollup.Read(0, FlowLog.Beginning - 9 * DayMs + 1, FlowLog.Beginning + 9 * DayMs, 18 * DayMs, default);
        reads.Blocks.ShouldBeLessThanOrEqualTo(folded + 60, "only the two hours that the ends cut are read");
    }

    [Fact]
    public async Task A_full_disk_keeps_nobody_from_asking()
    {
        var log = new FlowLog(7);
        await using var rollup = new FlowRollup(log.Store, behindMax: 1);
        await log.Publish(50, TimeSpan.FromDays(1));
        log.Store.Faults.DiskFull = true;
        long to = log.NowMs + 1;
        FlowLog.Texts(await rollup.Read(1, FlowLog.Beginning, to, DayMs, default)).ShouldBe(log.Count(1, FlowLog.Beginning, to, DayMs));
        log.Store.Faults.DiskFull = false;
        await log.Publish(50, TimeSpan.FromDays(1));
        to = log.NowMs + 1;
        FlowLog.Texts(await rollup.Read(1, FlowLog.Beginning, to, DayMs, default)).ShouldBe(log.Count(1, FlowLog.Beginning, to, DayMs));
        (await log.Store.Documents.List("flows/")).ShouldNotBeEmpty();
    }

    /// <summary>Spans and steps that sit on hours, that do not, and ones shorter than an hour.</summary>
    private static (long From, long To, long Step) Draw(FlowLog log)
    {
        Random dice = log.Dice;
        long span = log.NowMs - FlowLog.Beginning;
        long from = FlowLog.Beginning - DayMs + dice.NextInt64(span + DayMs);
        long length = 1 + dice.NextInt64(dice.Next(2) == 0 ? 3 * HourMs : span + DayMs);
        long step = dice.Next(4) switch
        {
            0 => length,
            1 => HourMs * (1 + length / HourMs / 200),
            2 => length / (1 + dice.Next(40)) + 1,
            _ => DayMs * (1 + dice.Next(9)),
        };
        if (dice.Next(2) == 0)
        {
            from -= from % HourMs;
            length += HourMs - length % HourMs;
        }
        return (from, from + length, step);
    }
}
