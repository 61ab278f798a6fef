using System.Diagnostics;
using Actors.Benchmarks.Population;
using Actors.Benchmarks.Reporting;
using Actors.Embedded.Runtime;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Sqlite;
using Actors.Segmentation.Catalogs;

namespace Actors.Benchmarks.Activation;

/// <summary>(f): what others notice of a change of the definitions: the longest wait for an acknowledgement, and for a published change.</summary>
internal static class ActivationBenchmark
{
    private static readonly SegmentDefinition AllNew = new("orders-45d", "Orders in 45 days", """count("Order Completed" in 45d) >= 1""");
    private static readonly SegmentDefinition NoPast = new("loyal-too", "Loyal, again", """count("Order Completed" in 180d) >= 4""");
    private static readonly SegmentDefinition Snow = new("snow", "Snow", """table.weather(trait.city).state == "snow" """);

    public static async Task<IReadOnlyList<Row>> Run(Options options)
    {
        string data = options.Data ?? Directory.CreateTempSubdirectory("actors-bench-").FullName;
        try
        {
            return await Run(data, options.Customers);
        }
        finally
        {
            if (options.Data is null)
            {
                Directory.Delete(data, recursive: true);
            }
        }
    }

    private static async Task<IReadOnlyList<Row>> Run(string data, int customers)
    {
        await using SqliteEventStore store = SqliteEventStore.Open(data, new FolderCreation());
        await using EmbeddedRuntime runtime = await EmbeddedRuntime.Start(
            store, new EmbeddedOptions { ResidentBytesMax = long.MaxValue }, failed: Console.Error.WriteLine);
        await runtime.Started;
        await runtime.Catalogs.Change(_ => ShopCatalog.Definition);
        await new Populating(runtime, customers).Run(part => Console.Error.WriteLine($"populating {part:P0}"));
        await using var probes = new Probes(runtime);
        return
        [
            await Measure(runtime, probes, $"f: nothing changes ({Table.Number(customers)} customers, 40 events each)", () => Task.Delay(TimeSpan.FromSeconds(5))),
            await Measure(runtime, probes, "f: a segment that needs the past", () => Add(runtime, AllNew)),
            await Measure(runtime, probes, "f: a segment over features that exist", () => Add(runtime, NoPast)),
            await Measure(runtime, probes, "f: a segment over a table", () => Add(runtime, Snow)),
            await Measure(runtime, probes, "f: another lookup table", () => runtime.Catalogs.SetTable("weather", Rows()).AsTask()),
        ];
    }

    private static async Task<Row> Measure(EmbeddedRuntime runtime, Probes probes, string question, Func<Task> change)
    {
        // What went before is over with what it left to be saved.
        await runtime.SaveCheckpoints();
        probes.Begin();
        long started = Stopwatch.GetTimestamp();
        await change();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        (double acknowledged, double published, int count) = await probes.End();
        return new Row(question,
            $"{Table.Number(seconds)} s; longest wait for an acknowledgement {Table.Number(acknowledged)} ms, "
            + $"for a change of others {Table.Number(published)} ms ({Table.Number(count)} probes)");
    }

    private static async Task Add(EmbeddedRuntime runtime, SegmentDefinition segment)
    {
        CatalogChange change = await runtime.Catalogs.Change(d => d with { Segments = [.. d.Segments, segment] });
        if (change.Kind != CatalogChangeKind.Activated)
        {
            throw new InvalidOperationException($"{segment.Key}: {change.Kind} {string.Join(", ", change.Errors.Select(e => e.Detail))}");
        }
    }

    private static ReadOnlyMemory<byte> Rows() => Document.Of("""{"Paris":{"state":"snow"}}""");
}
