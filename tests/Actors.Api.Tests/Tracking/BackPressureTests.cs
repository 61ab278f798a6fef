using System.Net;
using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;
using Actors.Embedded.Runtime;

namespace Actors.Api.Tests.Tracking;

/// <summary>More than the server can take: it says so, and clients that come again lose nothing.</summary>
public sealed class BackPressureTests
{
    private const int Clients = 24;
    private const int ItemsPerCall = 5;

    [Fact]
    public async Task Refused_calls_sent_again_are_all_taken_once_when_there_is_room()
    {
        await using ApiHost host = await ApiHost.Start(embedded: new EmbeddedOptions { Lanes = 1, RoomPerPartition = 2 * ItemsPerCall });
        host.Store.Faults.Hold();
        var first = new Task<HttpResponseMessage>[Clients];
        for (int n = 0; n < Clients; n++)
        {
            first[n] = host.Track("batch", Call(n));
        }
        // Those without room are answered while nothing at all can be written.
        await Answers.Eventually(() => Task.FromResult(first.Count(answer => answer.IsCompleted)), refused => refused > Clients / 2);
        foreach (Task<HttpResponseMessage> answer in first.Where(answer => answer.IsCompleted))
        {
            (await answer).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            (await answer).Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        }
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(0);

        host.Store.Faults.Release();
        int again = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async n =>
        {
            HttpResponseMessage answer = await first[n];
            while (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Interlocked.Increment(ref again);
                answer = await host.Track("batch", Call(n));
            }
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }));
        again.ShouldBeGreaterThan(Clients / 2);
        host.Runtime.Health.Counters.EventsAccepted.ShouldBe(Clients * ItemsPerCall);
        host.Runtime.Health.Counters.Duplicates.ShouldBe(0);
        for (int n = 0; n < Clients; n++)
        {
            (await host.Get($"/api/customers/c{n}"))["spend"]!.GetValue<decimal>().ShouldBe(ItemsPerCall);
        }
    }

    private static string Call(int n) => new JsonObject
    {
        ["batch"] = new JsonArray([.. Enumerable.Range(0, ItemsPerCall).Select(item => (JsonNode)new JsonObject
        {
            ["type"] = "track",
            ["userId"] = $"c{n}",
            ["event"] = "Order Completed",
            ["messageId"] = $"{n}-{item}",
            ["properties"] = new JsonObject { ["order_id"] = $"{n}-{item}", ["revenue"] = 1 },
        })]),
    }.ToJsonString();
}
