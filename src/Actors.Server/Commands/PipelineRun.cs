using System.Diagnostics;
using Actors.Server.Hosting;
using Actors.Server.Replay;

namespace Actors.Server.Commands;

/// <summary>Runs a pipeline to its end with progress, waits until all is decided, and sums up.</summary>
internal static class PipelineRun
{
    public static async Task Run(CallPipeline pipeline, ICallSource source, EngineHost engine,
        CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        long migrations = engine.Runtime.Health.Counters.Migrations;
        await using (new Progress(pipeline.Tally, () => source.Progress))
        {
            await pipeline.Run(source, cancellation);
            await engine.Decided(cancellation);
        }
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        ReplayTally tally = pipeline.Tally;
        migrations = engine.Runtime.Health.Counters.Migrations - migrations;
        string taken = $"{tally.Lines:N0} lines: {tally.Accepted:N0} events taken";
        string rate = $"{tally.Accepted / Math.Max(.001, seconds):N0} events/s";
        Console.WriteLine($"{taken}, {tally.Duplicates:N0} known already, {tally.Rejected:N0} rejected");
        Console.WriteLine($"{Progress.Date(tally.FromMs)} to {Progress.Date(tally.ToMs)} in {seconds:N1} s ({rate})");
        Console.WriteLine($"{migrations:N0} migrations");
    }
}
