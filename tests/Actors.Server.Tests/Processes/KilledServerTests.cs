using System.Net;
using System.Net.Http.Json;
using Xunit.Abstractions;

namespace Actors.Server.Tests.Processes;

/// <summary>A server that dies without warning, over a data folder.</summary>
public sealed class KilledServerTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("actors-kill-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public Task A_killed_server_loses_nothing_acknowledged_and_counts_nothing_twice() =>
        new KillScenario(_data, output).Run(60, 100, 140);

    [Fact]
    public async Task A_definition_whose_past_was_being_read_when_the_server_died_is_live_after_the_next_start()
    {
        string key = "";
        await using (ServerProcess first = await ServerProcess.Serve(_data))
        {
            for (int batch = 0; batch < 60; batch++)
            {
                var calls = Enumerable.Range(0, 500).Select(n => new { type = "track", @event = "Order Completed", userId = $"c{(batch * 500 + n) % 300}" });
                (await first.Http.PostAsJsonAsync("/v1/batch", new { batch = calls })).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
            // One that is read faster than it is asked for is no case: the next one needs another past.
            bool isReading = false;
            for (int n = 1; !isReading; n++)
            {
                key = $"orders-in-{n}d";
                Task<HttpResponseMessage> put = first.Http.PutAsJsonAsync(
                    $"/api/segments/{key}", new { when = $"""count("Order Completed" in {n}d) >= 1""" });
                while (!isReading && !put.IsCompleted)
                {
                    using HttpResponseMessage change = await first.Http.GetAsync("/api/catalog/change");
                    isReading = change.StatusCode == HttpStatusCode.OK;
                }
            }
            await first.Kill();
        }
        await using ServerProcess second = await ServerProcess.Serve(_data);
        // It waits for the change under way, and finds it done: had it been dropped, this would be a new one.
        HttpResponseMessage same = await second.Http.PutAsJsonAsync(
            $"/api/segments/{key}", new { when = $"""count("Order Completed" in {key.Split('-')[2]}) >= 1""" });
        same.StatusCode.ShouldBe(HttpStatusCode.OK);
        string members = await second.Http.GetStringAsync($"/api/customers?segment={key}&limit=1");
        members.ShouldContain(key);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_and_says_why()
    {
        await using ServerProcess first = await ServerProcess.Serve(_data);
        (int code, string said) = await ServerProcess.Run("serve", "--open-loopback", "--urls", "http://127.0.0.1:0", "--data", _data);
        code.ShouldBe(5);
        said.ShouldContain(_data);
    }
}
