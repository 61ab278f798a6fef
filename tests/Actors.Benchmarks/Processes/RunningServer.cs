using System.Diagnostics;
using System.Globalization;

namespace Actors.Benchmarks.Processes;

/// <summary>The real server over a data folder, ready to take events.</summary>
internal sealed class RunningServer : IDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(20);
    private readonly Child _process;
    private readonly HttpClient _http = new();

    private RunningServer(Child process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    /// <summary>From the process's start to its first "ready".</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public static async Task<RunningServer> Start(string data)
    {
        string url = Loopback.FreeUrl();
        long started = Stopwatch.GetTimestamp();
        Child process = Child.Server("serve", "--data", data, "--urls", url, "--open-loopback");
        process.Ignore();
        var server = new RunningServer(process, url);
        try
        {
            while (!await server.IsReady())
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > StartsWithin)
                {
                    throw new InvalidOperationException("The server did not become ready.");
                }
                await Task.Delay(10);
            }
        }
        catch
        {
            server.Dispose();
            throw;
        }
        server.ReadyAfter = Stopwatch.GetElapsedTime(started);
        return server;
    }

    /// <summary>Completes when everything acknowledged is decided; tells how long that took.</summary>
    public async Task<TimeSpan> Decided()
    {
        long started = Stopwatch.GetTimestamp();
        while (await Metric("actors_unapplied_records") > 0)
        {
            await Task.Delay(5);
        }
        return Stopwatch.GetElapsedTime(started);
    }

    public async Task<double> Metric(string name)
    {
        string page = await _http.GetStringAsync(new Uri($"{Url}/metrics"));
        string line = page.Split('\n').First(l => l.StartsWith(name + " ", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri($"{Url}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
