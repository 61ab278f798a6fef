using Actors.Oracle.Time;
using Actors.Segmentation.Language.Tree;
using NodaTime;
using NodaTime.Text;

namespace Actors.Oracle.Tests.Generation;

/// <summary>Where and when a case plays: a zone, a start near something awkward in its calendar, and a few durations.</summary>
internal sealed class Setting
{
    private static readonly (string Zone, string Start)[] Places =
    [
        ("Europe/Paris", "2024-02-28T22:30:00Z"), ("Europe/Paris", "2025-03-29T23:30:00Z"),
        ("Europe/Paris", "2025-10-25T22:15:00Z"), ("Europe/Paris", "2025-01-30T23:00:00Z"),
        ("Europe/Paris", "2024-12-30T12:00:00Z"), ("Europe/Paris", "2025-06-15T08:00:00Z"),
        ("America/New_York", "2025-03-09T05:30:00Z"), ("America/New_York", "2025-11-02T04:45:00Z"),
        ("America/New_York", "2024-01-31T05:00:00Z"), ("Australia/Lord_Howe", "2025-04-05T13:30:00Z"),
        ("Australia/Lord_Howe", "2025-10-04T14:45:00Z"), ("Australia/Lord_Howe", "2023-12-31T13:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04T01:30:00Z"), ("UTC", "2025-08-31T23:59:59Z"),
    ];

    private static readonly string[][] Scales =
    [
        ["1s", "2s", "5s", "1m"],
        ["1m", "30m", "1h", "2h", "24h"],
        ["12h", "1d", "2d", "7d", "1w", "24h"],
        ["1d", "7d", "28d", "30d", "1mo", "2mo"],
        ["30d", "31d", "1mo", "2mo", "3mo", "6mo", "1y"],
        ["1mo", "6mo", "12mo", "1y", "2y", "365d", "52w"],
    ];

    public Setting(Dice dice)
    {
        (Zone, string start) = dice.Pick<(string, string)>(Places);
        StartMs = InstantPattern.ExtendedIso.Parse(start).Value.ToUnixTimeMilliseconds();
        Calendar = new ZonedCalendar(Zone);
        string[] scale = dice.Pick<string[]>(Scales);
        string[] other = dice.Pick<string[]>(Scales);
        Durations = [dice.Pick(scale), dice.Pick(scale), dice.Pick(scale), dice.Pick(dice.Chance(20) ? other : scale)];
        LongestMs = Durations.Max(duration => Calendar.Plus(StartMs, Read(duration)) - StartMs);
    }

    public string Zone { get; }

    /// <summary>Unix milliseconds.</summary>
    public long StartMs { get; }

    public ZonedCalendar Calendar { get; }

    /// <summary>As the language writes them.</summary>
    public IReadOnlyList<string> Durations { get; }

    public long LongestMs { get; }

    public static DurationLiteral Read(string text)
    {
        int unit = text.IndexOfAny(['s', 'm', 'h', 'd', 'w', 'y']);
        return new DurationLiteral(long.Parse(text[..unit]), text[unit..] switch
        {
            "s" => DurationUnit.Seconds,
            "m" => DurationUnit.Minutes,
            "h" => DurationUnit.Hours,
            "d" => DurationUnit.Days,
            "w" => DurationUnit.Weeks,
            "mo" => DurationUnit.Months,
            _ => DurationUnit.Years,
        });
    }

    /// <summary>An instant near the start, on the round hour more often than not.</summary>
    public long Near(Dice dice)
    {
        long reach = Math.Max(LongestMs, 3_600_000) * 2;
        long instant = StartMs - reach / 2 + dice.Below(reach);
        return dice.Chance(60) ? instant - instant % 1_800_000 : instant;
    }

    public string NearDate(Dice dice) =>
        LocalDatePattern.Iso.Format(Calendar.Local(StartMs).Date.PlusDays(dice.Between(-3, 4)));

    public static string Text(long unixMs) =>
        InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'")
            .Format(Instant.FromUnixTimeMilliseconds(unixMs));
}
