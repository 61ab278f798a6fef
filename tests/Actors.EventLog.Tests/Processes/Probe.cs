using System.Diagnostics;
using System.Globalization;
using System.Text;
using Actors.EventLog.Sqlite;

namespace Actors.EventLog.Tests.Processes;

/// <summary>
/// How many blocks of event-like content a folder takes a second, and how long each waits for its commit.
/// </summary>
internal static class Probe
{
    /// <param name="args">
    /// Logs (64), bytes of a block (10,240), seconds (10), pause of each log between two appends in ms (0: as fast as
    /// it can), page bytes (4,096), write-ahead log in MB (16).
    /// </param>
    public static async Task<int> Run(string[] args)
    {
        var logs = Argument(args, 0, 64);
        var bytes = Argument(args, 1, 10_240);
        var seconds = Argument(args, 2, 10);
        var pause = TimeSpan.FromMilliseconds(Argument(args, 3, 0));
        var options = new SqliteStoreOptions
        {
            PageBytes = Argument(args, 4, 4096),
            WalBytesMax = Argument(args, 5, 16) << 20,
        };
        using var folder = new TemporaryFolder();
        await using var store = SqliteEventStore.Open(folder.Path, new FolderCreation(logs), options);
        var contents = Enumerable.Range(0, 64).Select(seed => Events(bytes, seed)).ToArray();
        var latencies = new List<double>[logs];
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, logs).Select(n => Task.Run(async () =>
            latencies[n] = await Append(store.Input(n), contents, started, TimeSpan.FromSeconds(seconds), pause))));
        var elapsed = started.Elapsed.TotalSeconds;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        double[] sorted = [.. latencies.SelectMany(each => each).Order()];
        Report(logs, bytes, elapsed, cpu.TotalSeconds, sorted, store.BytesOnDisk);
        await Read(store, logs);
        return 0;
    }

    private static int Argument(string[] args, int index, int otherwise) =>
        args.Length > index ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;

    private static async Task<List<double>> Append(
        ILog log, byte[][] contents, Stopwatch clock, TimeSpan until, TimeSpan pause)
    {
        var latencies = new List<double>();
        for (var i = 0; clock.Elapsed < until; i++)
        {
            var started = clock.Elapsed;
            var content = contents[i % contents.Length];
            await log.Append(log.Tail, new LogBlock(log.Tail + 1, log.Tail + 100, 0, 0, content));
            latencies.Add((clock.Elapsed - started).TotalMilliseconds);
            if (pause > TimeSpan.Zero) await Task.Delay(pause);
        }

        return latencies;
    }

    private static void Report(int logs, int bytes, double seconds, double cpu, double[] sorted, long onDisk) =>
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{logs} logs, blocks of {bytes} B: {sorted.Length / seconds:N0} appends/s, "
            + $"{sorted.Length * (double)bytes / seconds / 1e6:N1} MB/s; latency p50 {sorted[sorted.Length / 2]:N2} ms, "
            + $"p99 {sorted[sorted.Length * 99 / 100]:N2} ms, max {sorted[^1]:N1} ms; "
            + $"{cpu / seconds:N2} cores; on disk {(double)onDisk / sorted.Length / bytes:P0} of the content"));

    private static async Task Read(SqliteEventStore store, int logs)
    {
        var started = Stopwatch.StartNew();
        var bytes = 0L;
        for (var n = 0; n < logs; n++)
        {
            await foreach (var block in store.Input(n).Read(0)) bytes += block.Payload.Length;
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"read back on one thread: {bytes / started.Elapsed.TotalSeconds / 1e6:N0} MB/s"));
    }

    // About 120 bytes an event, as a binary record of a tracking call has them: some words of few, some numbers of
    // many.
    private static byte[] Events(int bytes, int seed)
    {
        var random = new Random(seed);
        string[] names = ["Order Completed", "Product Viewed", "Product Added", "Email Opened", "Cart Viewed"];
        var (text, culture) = (new StringBuilder(), CultureInfo.InvariantCulture);
        while (text.Length < bytes)
        {
            text.Append(culture, $"\u0001u:{random.Next(1_000_000)}\u0002{names[random.Next(5)]}\u0003");
            text.Append(culture, $"{{\"sku\":\"P{random.Next(5000)}\",\"price\":{random.Next(99999) / 100.0},");
            text.Append(culture, $"\"cart\":\"{random.NextInt64():x}\"}}{(char)random.Next(1, 127)}");
        }

        return Encoding.UTF8.GetBytes(text.ToString(0, bytes));
    }
}
