using Actors.Benchmarks.Activation;
using Actors.Benchmarks.Decide;
using Actors.Benchmarks.Ingest;
using Actors.Benchmarks.Latency;
using Actors.Benchmarks.Memory;
using Actors.Benchmarks.Processes;
using Actors.Benchmarks.Recovery;
using Actors.Benchmarks.Reporting;

namespace Actors.Benchmarks;

/// <summary>What each command measures. All but deciding share one population, made once a run.</summary>
internal static class Suite
{
    public static Task<IReadOnlyList<Row>> Decide(Options options) =>
        Task.FromResult(DecideRows.Of(DecideBenchmark.Run(options.Customers / 10, 10, 50, 500)));

    public static Task<IReadOnlyList<Row>> Mixed(Options options) =>
        Task.FromResult(DecideRows.OfMixed(DecideBenchmark.RunMixed(options.Customers / 10, 10, 1_000)));

    public static async Task<IReadOnlyList<Row>> Memory(Options options)
    {
        using Populated shop = await Populated.Make(options);
        return MemoryBenchmark.Rows(shop.Held);
    }

    public static async Task<IReadOnlyList<Row>> Recovery(Options options)
    {
        using Populated shop = await Populated.Make(options);
        using RunningServer server = await RunningServer.Start(shop.Data);
        return RecoveryBenchmark.Rows(server, shop.Backlog);
    }

    public static async Task<IReadOnlyList<Row>> Ingest(Options options)
    {
        using Populated shop = await Populated.Make(options);
        using RunningServer server = await RunningServer.Start(shop.Data);
        return (await IngestBenchmark.Run(server, options)).Rows;
    }

    public static async Task<IReadOnlyList<Row>> Latency(Options options)
    {
        using Populated shop = await Populated.Make(options);
        using RunningServer server = await RunningServer.Start(shop.Data);
        (IReadOnlyList<Row> rows, double eventsPerSecond) = await IngestBenchmark.Run(server, options);
        return [.. rows, .. await LatencyBenchmark.Run(server, eventsPerSecond, options)];
    }

    public static Task<IReadOnlyList<Row>> Activate(Options options) => ActivationBenchmark.Run(options);

    /// <summary>(a), then (b) to (e) over one population.</summary>
    public static async Task<IReadOnlyList<Row>> All(Options options)
    {
        IReadOnlyList<Row> decide = await Decide(options);
        using Populated shop = await Populated.Make(options);
        using RunningServer server = await RunningServer.Start(shop.Data);
        (IReadOnlyList<Row> ingest, double eventsPerSecond) = await IngestBenchmark.Run(server, options);
        IReadOnlyList<Row> latency = await LatencyBenchmark.Run(server, eventsPerSecond, options);
        return
        [
            .. decide, .. ingest, .. MemoryBenchmark.Rows(shop.Held),
            .. RecoveryBenchmark.Rows(server, shop.Backlog), .. latency,
        ];
    }
}
