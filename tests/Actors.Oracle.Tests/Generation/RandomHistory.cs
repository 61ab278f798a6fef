using Actors.Oracle.Tests.Cases;
using Actors.Segmentation.Records;

namespace Actors.Oracle.Tests.Generation;

/// <summary>Histories: records late, early, at the same instant, out of order, and exactly on each other's edges.</summary>
internal sealed class RandomHistory(Dice dice, Setting setting)
{
    private readonly RandomPayload payload = new(dice, setting);
    private readonly List<Line> lines = [];
    private long nowMs = setting.StartMs;

    public IReadOnlyList<Line> Lines()
    {
        int count = dice.Below(100) switch
        {
            < 70 => dice.Between(2, 14),
            < 98 => dice.Between(10, 40),
            _ => dice.Between(80, 160),
        };
        for (int i = 0; i < count; i++) lines.Add(Next((i + 1) * 100));
        return lines;
    }

    /// <summary>Somewhere after the last record, mostly when everything has run out.</summary>
    public long EndMs() => nowMs + dice.Below(setting.LongestMs * dice.Pick(1, 3) + 1);

    private Line Next(long position)
    {
        if (lines.Count > 0) nowMs += Step();
        long timestampMs = Timestamp();
        RecordKind kind = dice.Below(40) switch
        {
            < 10 => RecordKind.Identify,
            10 => RecordKind.Group,
            11 => RecordKind.Alias,
            12 or 13 => RecordKind.Contact,
            _ => RecordKind.Event,
        };
        string body = kind switch
        {
            RecordKind.Event => dice.Chance(3) ? "" : payload.Event(),
            RecordKind.Alias => "{\"previousId\":\"old\"}",
            RecordKind.Contact => $"{{\"properties\":{{\"channel\":\"{dice.Pick("email", "email", "sms", "post")}\"}}}}",
            _ => payload.Traits(),
        };
        string name = kind == RecordKind.Event ? dice.Pick(Words.EventNames) : "";
        return new Line(position, kind, name, nowMs, timestampMs, $"m{position}", dice.Pick("web", "web", "app"), body);
    }

    private long Step() => dice.Below(10) switch
    {
        0 or 1 => 0,
        2 => dice.Below(3),
        3 or 4 => Exactly(nowMs) + dice.Between(-1, 1),
        5 => ToEdgeOfEarlier(),
        6 => 3_600_000 * dice.Between(0, 30),
        7 => dice.Below(setting.LongestMs),
        _ => dice.Below(setting.LongestMs / 4 + 1),
    };

    private long Exactly(long from) =>
        Math.Max(0, setting.Calendar.Plus(from, Setting.Read(dice.Pick(setting.Durations))) - from);

    /// <summary>To the very instant at which something earlier is due.</summary>
    private long ToEdgeOfEarlier()
    {
        long earlier = dice.Pick(lines).TimestampMs;
        return Math.Max(0, earlier + Exactly(earlier) + dice.Between(-1, 1) - nowMs);
    }

    private long Timestamp() => dice.Below(10) switch
    {
        0 => nowMs - dice.Below(setting.LongestMs * 2),
        1 => nowMs - dice.Below(5),
        2 when lines.Count > 0 => dice.Pick(lines).TimestampMs,
        3 => Math.Min(nowMs, nowMs - Exactly(nowMs) + dice.Between(-1, 1)),
        _ => nowMs,
    };
}
