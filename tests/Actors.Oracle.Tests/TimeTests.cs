using Actors.Oracle.History;
using Actors.Oracle.Tests.Cases;
using Actors.Oracle.Tests.Generation;
using Actors.Oracle.Tests.Running;
using Actors.Segmentation.Deciding;
using Xunit;

namespace Actors.Oracle.Tests;

/// <summary>How time is cut into steps changes nothing, and the due instant is when to look next.</summary>
public sealed class TimeTests
{
    [Fact]
    public void Advancing_in_any_steps_gives_the_same_migrations() =>
        Every.Case(500, RandomCase.Of, subject =>
        {
            var dice = new Dice((int)(subject.EndMs % 1_000_003));
            var run = new EngineRun(EngineRun.Compile(subject.Catalog, null, 1));
            for (int i = 0; i < subject.Lines.Count; i++)
            {
                Line line = subject.Lines[i];
                run.Apply(line.ToRecord());
                long untilMs = i + 1 < subject.Lines.Count ? subject.Lines[i + 1].ReceivedAtMs : subject.EndMs;
                Walk(run, dice, line, untilMs);
            }
            run.Advance(EngineRun.EndPosition(subject), subject.EndMs);
            EngineRun direct = EngineRun.Of(subject);
            if (!run.Used.SequenceEqual(direct.Used)) return "the states differ";
            return Differences.Between(Placeless(direct), Placeless(run));
        });

    [Fact]
    public void Nothing_happens_before_the_due_instant_and_it_is_always_ahead() =>
        Every.Case(500, RandomCase.Of, subject =>
        {
            var run = new EngineRun(EngineRun.Compile(subject.Catalog, null, 1));
            for (int i = 0; i < subject.Lines.Count; i++)
            {
                run.Apply(subject.Lines[i].ToRecord());
                long nowMs = subject.Lines[i].ReceivedAtMs;
                long position = subject.Lines[i].Position;
                long untilMs = i + 1 < subject.Lines.Count ? subject.Lines[i + 1].ReceivedAtMs : subject.EndMs;
                while (true)
                {
                    long dueMs = run.DueAtMs;
                    if (dueMs <= nowMs) return $"due at {dueMs}, not after {nowMs}";
                    if (new CustomerReader(run.Catalog, run.State.Words).DueAtMs != dueMs) return "the reader's due instant differs";
                    if (dueMs > untilMs || position > subject.Lines[i].Position + 90) break;
                    int before = run.Published.Count;
                    run.Advance(++position, dueMs - 1);
                    if (run.Published.Count > before) return $"something happened before {Setting.Text(dueMs)}";
                    run.Advance(++position, dueMs);
                    nowMs = dueMs;
                }
            }
            return Differences.Between(Placeless(OracleRun.Of(subject)), Placeless(run.Moves()));
        });

    private static void Walk(EngineRun run, Dice dice, Line after, long toMs)
    {
        int steps = dice.Below(4);
        long nowMs = after.ReceivedAtMs;
        for (int i = 1; i <= steps; i++)
        {
            bool isDue = dice.Chance(50) && run.DueAtMs <= toMs;
            nowMs = isDue ? Math.Max(nowMs, run.DueAtMs) : nowMs + dice.Below(toMs - nowMs + 1);
            run.Advance(after.Position + i, nowMs);
        }
    }

    private static List<Move> Placeless(EngineRun run) => Placeless(run.Moves());

    /// <summary>Without the position of the record that moved time, which is the caller's.</summary>
    private static List<Move> Placeless(IReadOnlyList<Move> moves) => [.. moves.Select(move => move with { Position = 0 })];
}
