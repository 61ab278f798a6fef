using System.Diagnostics;
using System.Text.Json;
using Actors.Benchmarks.Population;
using Actors.Embedded.Runtime;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Sqlite;

namespace Actors.Benchmarks.Memory;

/// <summary>
/// A process that holds the whole population in memory, tells what that takes, and waits to be killed.
/// </summary>
internal static class Holder
{
    public static async Task<int> Run(string data, int customers)
    {
        await using SqliteEventStore store = SqliteEventStore.Open(data, new FolderCreation());
        var all = new EmbeddedOptions { ResidentBytesMax = long.MaxValue };
        await using EmbeddedRuntime runtime = await EmbeddedRuntime.Start(store, all, failed: Console.Error.WriteLine);
        await runtime.Started;
        CatalogChange change = await runtime.Catalogs.Change(_ => ShopCatalog.Definition);
        if (change.Errors.Count > 0)
        {
            throw new InvalidOperationException(
                string.Join('\n', change.Errors.Select(error => $"{error.Pointer}: {error.Detail}")));
        }
        long before = ResidentBytes();
        long started = Stopwatch.GetTimestamp();
        var populating = new Populating(runtime, customers);
        await populating.Run(part => Console.WriteLine($"populating {part:P0}"));
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long after = ResidentBytes();
        EngineCounters counters = runtime.Health.Counters;
        Console.WriteLine(JsonSerializer.Serialize(new Held(
            counters.Customers, populating.Events, counters.Migrations, seconds, after - before,
            runtime.Residence.Bytes, store.BytesOnDisk)));
        // Whoever started this process kills it, or goes away.
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static long ResidentBytes()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}

/// <summary>What the population takes.</summary>
/// <param name="ResidentBytes">
/// Difference of resident memory, after a collection, between an empty server and this one.
/// </param>
/// <param name="StateBytes">Of it, customers' states.</param>
internal sealed record Held(
    long Customers, long Events, long Migrations, double Seconds, long ResidentBytes, long StateBytes, long DiskBytes);
