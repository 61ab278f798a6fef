using Actors.Benchmarks.Reporting;

namespace Actors.Benchmarks.Memory;

/// <summary>(c): what a customer takes while everybody is in memory.</summary>
internal static class MemoryBenchmark
{
    public static IReadOnlyList<Row> Rows(Held held) =>
    [
        new($"c: resident memory per customer ({Table.Number(held.Customers)} customers)",
            $"{Table.Number((double)held.ResidentBytes / held.Customers)} B", "≤ 1,024 B now, 600 B to come"),
        new("c: of it state", $"{Table.Number((double)held.StateBytes / held.Customers)} B"),
        new("c: events taken in, by the parser and the engine, without HTTP",
            $"{Table.Number(held.Events / held.Seconds)} events/s"),
        new("c: migrations", $"{Table.Number((double)held.Migrations / held.Events)} an event"),
        new("c: data folder", $"{Table.Number((double)held.DiskBytes / held.Events)} B an event"),
    ];
}
