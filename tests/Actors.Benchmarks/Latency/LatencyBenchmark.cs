using Actors.Benchmarks.Ingest;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Processes;
using Actors.Benchmarks.Reporting;

namespace Actors.Benchmarks.Latency;

/// <summary>(e): from an event's acknowledgement to its change on the stream, at half of (b)'s load.</summary>
internal static class LatencyBenchmark
{
    public static async Task<IReadOnlyList<Row>> Run(RunningServer server, double fullEventsPerSecond, Options options)
    {
        double rate = fullEventsPerSecond / 2;
        LoadResult result = await IngestBenchmark.Load(
            LoadPlan.AtFullSpeed(server.Url, options) with
            {
                BatchesPerSecond = rate / LoadPlan.BatchEvents,
                Watch = true,
            });
        return
        [
            new("e: acknowledged to change on the stream, p50 / p99",
                $"{Table.Number(result.Changed.P50)} / {Table.Number(result.Changed.P99)} ms", "≤ 20 / 100 ms"),
            new("e: at", $"{Table.Number(result.EventsPerSecond)} events/s of {Table.Number(rate)} asked"),
            new("e: over",
                $"{Table.Number(result.Changed.Samples)} changes, slowest {Table.Number(result.Changed.Max)} ms"),
        ];
    }
}
