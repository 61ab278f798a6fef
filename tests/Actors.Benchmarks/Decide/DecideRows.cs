using Actors.Benchmarks.Reporting;

namespace Actors.Benchmarks.Decide;

/// <summary>(a): deciding alone.</summary>
internal static class DecideRows
{
    public static IReadOnlyList<Row> Of(IReadOnlyList<DecideFigures> measured) =>
    [
        .. measured.Select(m => new Row(
            $"a: decided on one core, {m.Segments} segments",
            $"{Table.Number(m.EventsPerSecond)} events/s ({Table.Number(m.Migrations)} migrations, {Table.Number(m.AllocatedBytes)} B of garbage an event)",
            m.Segments == 50 ? "≥ 1,000,000 events/s" : "")),
        new($"a: with {measured[^1].Segments} segments, part of that with {measured[0].Segments}", Part(measured), "≥ 80 %"),
    ];

    /// <summary>(g): segments of all forms, many and few.</summary>
    public static IReadOnlyList<Row> OfMixed(IReadOnlyList<DecideFigures> measured) =>
    [
        .. measured.Select(m => new Row(
            $"g: {m.Segments} segments of mixed forms",
            $"{Table.Number(m.EventsPerSecond)} events/s ({Table.Number(m.Migrations)} migrations, {Table.Number(m.StateBytes)} B of state)", "")),
        new($"g: with {measured[^1].Segments} segments, part of that with {measured[0].Segments}", Part(measured), ""),
    ];

    private static string Part(IReadOnlyList<DecideFigures> measured) =>
        $"{100 * measured[^1].EventsPerSecond / measured[0].EventsPerSecond:0} %";
}
