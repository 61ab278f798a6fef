using Actors.Benchmarks.Load;
using Actors.Benchmarks.Processes;
using Actors.Benchmarks.Reporting;

namespace Actors.Benchmarks.Ingest;

/// <summary>(b): the whole path over HTTP, and the same requests to a server that only reads and parses them.</summary>
internal static class IngestBenchmark
{
    public static async Task<(IReadOnlyList<Row> Rows, double EventsPerSecond)> Run(
        RunningServer server, Options options)
    {
        LoadResult baseline = await Baseline(options);
        LoadResult whole = await Load(LoadPlan.AtFullSpeed(server.Url, options));
        TimeSpan drained = await server.Decided();
        // What was acknowledged and not yet decided at the end counts with the time it took.
        double eventsPerSecond = whole.Events / (whole.Seconds + drained.TotalSeconds);
        return (
        [
            new("b: whole path as a ratio to reading and parsing alone",
                Table.Number(eventsPerSecond / baseline.EventsPerSecond), "≥ 0.25 now, 0.4 to come"),
            new($"b: whole path ({options.Connections} connections, batches of {LoadPlan.BatchEvents})",
                $"{Table.Number(eventsPerSecond)} events/s"),
            new("b: reading and parsing alone", $"{Table.Number(baseline.EventsPerSecond)} events/s"),
            new("b: acknowledgement of a batch, p50 / p99",
                $"{Table.Number(whole.Acknowledged.P50)} / {Table.Number(whole.Acknowledged.P99)} ms"),
            new("b: left to decide at the end", $"{Table.Number(drained.TotalMilliseconds)} ms"),
            new("b: batches answered 429", Table.Number(whole.Busy)),
        ],
        eventsPerSecond);
    }

    /// <summary>A load generator in a process of its own.</summary>
    public static async Task<LoadResult> Load(LoadPlan plan)
    {
        using Child process = Child.Self(plan.ToArguments());
        return await process.Answer<LoadResult>();
    }

    private static async Task<LoadResult> Baseline(Options options)
    {
        string url = Loopback.FreeUrl();
        using Child process = Child.Self("baseline", url);
        process.Ignore();
        using var http = new HttpClient();
        while (!await Answers(http, url))
        {
            await Task.Delay(20);
        }
        return await Load(LoadPlan.AtFullSpeed(url, options));
    }

    private static async Task<bool> Answers(HttpClient http, string url)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri($"{url}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
