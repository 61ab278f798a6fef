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

    /// <summary>Arguments: number of customers (100,000), then the numbers of segments (10 50 500).</summary>
    public static int Run(string[] arguments)
    {
        int customers = arguments.Length > 0 ? int.Parse(arguments[0]) : 100_000;
        int[] sizes = arguments.Length > 1 ? [.. arguments.Skip(1).Select(int.Parse)] : [10, 50, 500];
        foreach (int size in sizes) Measure(2_000, size, print: false);
        Console.WriteLine($"{"segments",8} {"events/s",10} {"B alloc/event",14} {"B state/cust.",14} {"members",8} {"migrations/event",17} {"by clock",9}");
        foreach (int size in sizes) Measure(customers, size, print: true);
        return 0;
    }

    private static void Measure(int customers, int segments, bool print)
    {
        Catalog catalog = Shop.Catalog(segments);
        Traffic traffic = new(customers, EventsEach, Shop.KindsFor(segments));
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
        if (!print) return;
        long bytes = 0, members = 0;
        for (int i = 0; i < customers; i++)
        {
            CustomerReader reader = new(catalog, memory.Of(i));
            bytes += memory.Of(i).Length * 8;
            members += reader.Memberships().Count;
        }
        double events = traffic.Events;
        Console.WriteLine(
            $"{segments,8} {events / spent.TotalSeconds,10:N0} {allocated / events,14:N1} {bytes / customers,14:N0} "
            + $"{(double)members / customers,8:N1} {migrations / events,17:N2} {byClock / events,9:N2}");
    }

    private static TimeSpan Processor()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
