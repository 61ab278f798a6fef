using System.Diagnostics;
using System.Globalization;
using Actors.EventLog.Sqlite;

namespace Actors.EventLog.Tests.Processes;

/// <summary>How fast customer states are saved and loaded, and fingerprints looked for and added.</summary>
internal static class CacheProbe
{
    private const int Partitions = 20;
    private const int Customers = 300_000;
    private const int StateBytes = 700;
    private const int SavedTogether = 1000;

    public static async Task<int> Run()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteEventStore.Open(folder.Path, new FolderCreation(Partitions));
        for (var round = 1; round <= 2; round++) await Save(store.States, round);
        await Load(store.States);
        await AddFingerprints(store.Fingerprints(0));
        Say($"on disk {store.BytesOnDisk / 1e6:N0} MB");
        return 0;
    }

    private static async Task Save(IStateStore states, int round)
    {
        var order = Enumerable.Range(0, Customers).ToArray();
        new Random(round).Shuffle(order);
        var clock = Clock.Start();
        // Partition by partition, as checkpoints come.
        await Task.WhenAll(order.GroupBy(n => n % Partitions).SelectMany(partition => partition
            .Chunk(SavedTogether)
            .Select(chunk => states.Save(partition.Key, [.. chunk.Select(StateOf)]).AsTask())));
        await states.Sync();
        var rate = Customers / clock.Elapsed.TotalSeconds;
        Say($"round {round}: {rate:N0} states of {StateBytes} B saved a second in random order");
        Say($"  {clock.ProcessorMicroseconds / Customers:N1} µs of processor each");

        StateToSave StateOf(int n) => new(Name(n), new StoredState(round, Blocks.Content(n, StateBytes)));
    }

    private static async Task Load(IStateStore states)
    {
        var random = new Random(3);
        var clock = Clock.Start();
        for (var i = 0; i < Customers; i++)
        {
            var n = random.Next(Customers);
            if (await states.Load(n % Partitions, Name(n)) is null)
                throw new InvalidOperationException($"State {n} is lost.");
        }

        Say($"{clock.Elapsed.TotalMicroseconds / Customers:N1} µs to load a state");
        Say($"  {clock.ProcessorMicroseconds / Customers:N1} µs of processor");
    }

    private static async Task AddFingerprints(IFingerprints fingerprints)
    {
        const int count = 5_000_000;
        var random = new Random(4);
        var clock = Clock.Start();
        for (var i = 1; i <= count; i++)
        {
            var fingerprint = new UInt128((ulong)random.NextInt64() << 1, (ulong)random.NextInt64() << 1);
            if (!fingerprints.Contains(fingerprint)) fingerprints.TryAdd(fingerprint, i);
            if (i % 50_000 == 0) await fingerprints.Seal(i);
        }

        Say($"{count / clock.Elapsed.TotalSeconds:N0} fingerprints asked for and added a second, sealed every 50,000");
        Say($"  {clock.ProcessorMicroseconds / count:N2} µs of processor each");
    }

    /// <summary>Elapsed time, and processor time of the whole process, which says more on a busy machine.</summary>
    private readonly record struct Clock(long Started, TimeSpan Processor)
    {
        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(Started);

        public double ProcessorMicroseconds =>
            (Process.GetCurrentProcess().TotalProcessorTime - Processor).TotalMicroseconds;

        public static Clock Start() => new(Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
    }

    private static byte[] Name(int n) => System.Text.Encoding.UTF8.GetBytes($"u:{n * 7919L % 1_000_003}");

    private static void Say(FormattableString text) =>
        Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
