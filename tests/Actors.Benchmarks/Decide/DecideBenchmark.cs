using System.Diagnostics;
using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Records;

namespace Actors.Benchmarks.Decide;

/// <summary>How many events one core decides per second, with 10, 50 and 500 segments defined and five touched by each event.</summary>
/// <remarks>Time is processor time of this process, so that other work on the machine does not count.</remarks>
internal static class DecideBenchmark
{
    private const int EventsEach = 40;

    /// <summary>Measures each number of segments, after a short run of all that warms up.</summary>
    public static IReadOnlyList<DecideFigures> Run(int customers, params IReadOnlyList<int> sizes) =>
        Run(customers, sizes, size => (Shop.Catalog(size), Shop.KindsFor(size)));

    /// <summary>The same with segments of all forms of the language.</summary>
    public static IReadOnlyList<DecideFigures> RunMixed(int customers, params IReadOnlyList<int> sizes) =>
        Run(customers, sizes, size => (MixedShop.Catalog(size), MixedShop.Kinds));

    private static IReadOnlyList<DecideFigures> Run(int customers, IReadOnlyList<int> sizes, Func<int, (Catalog Catalog, string[] Kinds)> shop)
    {
        foreach (int size in sizes) Measure(2_000, size, shop(size));
        return [.. sizes.Select(size => Measure(customers, size, shop(size)))];
    }

    private static DecideFigures Measure(int customers, int segments, (Catalog Catalog, string[] Kinds) shop)
    {
        Catalog catalog = shop.Catalog;
        Traffic traffic = new(customers, EventsEach, shop.Kinds);
        SlabMemory memory = new(customers);
        Decider decider = new(catalog);
        DecisionSink sink = new();
        for (int i = 0; i < customers; i++)
        {
            memory.Select(i);
            decider.Apply(memory, traffic.Identify(i), sink);
            sink.Clear();
        }
        long migrations = 0, byClock = 0;
        long slabs = memory.AllocatedBytes;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan before = Processor();
        for (int i = 0; i < traffic.Events; i++)
        {
            memory.Select(traffic.CustomerOf(i));
            Record record = traffic.Event(i);
            decider.Apply(memory, record, sink);
            migrations += sink.Migrations.Count;
            for (int m = 0; m < sink.Migrations.Count; m++) byClock += sink.Migrations[m].Cause == CauseKind.Clock ? 1 : 0;
            sink.Clear();
        }
        TimeSpan spent = Processor() - before;
        // The slabs are where the states live: their growth is the memory per customer, not garbage.
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated - (memory.AllocatedBytes - slabs);
        long bytes = 0, members = 0;
        for (int i = 0; i < customers; i++)
        {
            CustomerReader reader = new(catalog, memory.Of(i));
            bytes += memory.Of(i).Length * 8;
            members += reader.Memberships().Count;
        }
        double events = traffic.Events;
        return new(
            segments, events / spent.TotalSeconds, allocated / events, (double)bytes / customers, (double)members / customers,
            migrations / events, byClock / events);
    }

    private static TimeSpan Processor()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}

/// <summary>What deciding with so many segments took.</summary>
/// <param name="AllocatedBytes">An event's garbage.</param>
/// <param name="StateBytes">A customer's state, after all its events.</param>
internal sealed record DecideFigures(
    int Segments, double EventsPerSecond, double AllocatedBytes, double StateBytes, double Members, double Migrations, double ByClock);
