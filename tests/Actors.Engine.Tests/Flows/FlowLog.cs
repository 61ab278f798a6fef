using Actors.Engine.Codec;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Memory;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Engine.Tests.Flows;

/// <summary>Outboxes that fill with random moves while time passes, and the slow, obvious way to count them: one by one.</summary>
internal sealed class FlowLog(int seed)
{
    public const long Beginning = 1_767_225_600_000;
    public const int Units = 3;
    private const int Segments = 4;
    private readonly Random _dice = new(seed);
    private readonly List<Migration> _all = [];

    public MemoryEventStore Store { get; } = new(new FolderCreation(3));

    public Random Dice => _dice;

    public long NowMs { get; private set; } = Beginning;

    /// <summary>Positions appended so far, over all partitions.</summary>
    public long Positions => Enumerable.Range(0, Store.Info.Partitions).Sum(p => Store.Outbox(p).Tail);

    /// <summary>Publishes some blocks over a while; most moves are of now, some are late by up to days.</summary>
    public async Task Publish(int blocks, TimeSpan within)
    {
        for (int b = 0; b < blocks; b++)
        {
            NowMs += _dice.NextInt64((long)within.TotalMilliseconds / blocks + 1);
            int partition = _dice.Next(Store.Info.Partitions);
            Migration[] moves = [.. Enumerable.Range(0, _dice.Next(6)).Select(Move)];
            ILog outbox = Store.Outbox(partition);
            long tail = outbox.Tail;
            LogBlock block = OutboxBlock.Encode(tail + 1, 1_000 + tail, NowMs, moves, new long[moves.Length], []);
            (await outbox.Append(tail, block)).Appended.ShouldBeTrue();
            _all.AddRange(moves);
        }
    }

    /// <summary>The truth.</summary>
    public IReadOnlyList<string> Count(int unit, long fromMs, long toMs, long stepMs)
    {
        var steps = new List<string>();
        for (long start = fromMs; start < toMs; start += stepMs)
        {
            long end = Math.Min(start + stepMs, toMs);
            steps.Add(Text(start, end, _all.Where(m => m.Unit == unit && m.AtMs >= start && m.AtMs < end).GroupBy(m => (m.From, m.To))
                .OrderBy(g => g.Key).Select(g => new Flow(g.Key.From, g.Key.To, g.Count()))));
        }
        return steps;
    }

    public static IReadOnlyList<string> Texts(IEnumerable<FlowStep> steps) => [.. steps.Select(s => Text(s.FromMs, s.ToMs, s.Flows))];

    private Migration Move(int n)
    {
        long late = _dice.Next(5) == 0 ? _dice.NextInt64(5L * 86_400_000) : _dice.NextInt64(1_000);
        return new Migration(
            1_000 + n, 0, CustomerId.User($"c{_dice.Next(9)}"), 1, 1, _dice.Next(Units), _dice.Next(Segments) - 1, _dice.Next(Segments) - 1,
            NowMs - late, CauseKind.Clock, default, default);
    }

    private static string Text(long fromMs, long toMs, IEnumerable<Flow> flows) =>
        $"{fromMs}-{toMs}: {string.Join(' ', flows.Select(f => $"{f.From}>{f.To}*{f.Count}"))}";
}
