using Actors.Benchmarks.Processes;
using Actors.Benchmarks.Reporting;

namespace Actors.Benchmarks.Recovery;

/// <summary>(d): from the start of a killed server to its first "ready".</summary>
internal static class RecoveryBenchmark
{
    public static IReadOnlyList<Row> Rows(RunningServer server, Backlog backlog) =>
    [
        new($"d: recovery after a kill ({Table.Number(backlog.Customers)} customers)",
            $"{server.ReadyAfter.TotalSeconds:0.0} s", "≤ 20 s"),
        new("d: of it replayed, after the checkpoints", $"{Table.Number(backlog.Records)} records"),
    ];
}
