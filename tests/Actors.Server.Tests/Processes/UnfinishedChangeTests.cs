using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Actors.Engine.Services;
using Actors.EventLog;
using Actors.EventLog.Sqlite;
using Actors.Segmentation.Catalogs;

namespace Actors.Server.Tests.Processes;

/// <summary>A change of the definitions that a start takes up, over a log that cannot be read.</summary>
public sealed class UnfinishedChangeTests : IDisposable
{
    private const string Change = "/api/catalog/change";
    private readonly string _data = Directory.CreateTempSubdirectory("actors-unfinished-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task The_server_says_what_stands_in_its_way_until_it_is_given_up_and_serves()
    {
        await using (ServerProcess first = await ServerProcess.Serve(_data))
        {
            // A start reads what has no sealed fingerprint.
            (await first.Http.PostAsJsonAsync("/v1/track", new { userId = "ada", @event = "Order Completed", messageId = "m1" })).EnsureSuccessStatusCode();
            await first.Stop();
        }
        await NoteAndDamage();
        await using ServerProcess second = await ServerProcess.Serve(_data);
        string said = await second.Says("actors: the change to version 1 ");
        said.ShouldMatch("could not be carried through; .*: Input log of partition [0-9]+, block ");
        JsonNode told = JsonNode.Parse(await second.Http.GetStringAsync(Change))!;
        ((string?)told["state"], (int)told["version"]!).ShouldBe(("unfinished", 1));
        ((string?)told["reason"]).ShouldBe(said[said.IndexOf("Input log", StringComparison.Ordinal)..]);
        (await DetailOfReady(second)).ShouldNotBeNull().ShouldContain(Change);
        (await second.Http.PostAsJsonAsync("/v1/track", new { userId = "bob", @event = "Seen" })).EnsureSuccessStatusCode();

        (await second.Http.DeleteAsync(Change)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await second.Http.GetAsync(Change)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await second.Http.DeleteAsync(Change)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await DetailOfReady(second)).ShouldBeNull();
    }

    private static async Task<string?> DetailOfReady(ServerProcess server) =>
        (string?)JsonNode.Parse(await server.Http.GetStringAsync("/health/ready"))!["detail"];

    /// <summary>As if the server had ended while it read the past for a change, and an event had become unreadable since.</summary>
    private async Task NoteAndDamage()
    {
        await using var store = SqliteEventStore.Open(_data);
        var buyers = new SegmentDefinition("buyers", "Buyers", "count(\"Order Completed\" in 99d) >= 1");
        await new CatalogStore(store).Note(Catalog.Compile(new CatalogDefinition([buyers], []), Catalog.Empty, 1).Catalog!, 0);
        for (int partition = 0; partition < store.Info.Partitions; partition++)
        {
            ILog log = store.Input(partition);
            await foreach (LogBlock block in log.Read(0))
            {
                if (block.Payload.Span.IndexOf("Order Completed"u8) >= 0)
                {
                    await log.Replace(block with { Payload = block.Payload[..(block.Payload.Length / 2)] });
                }
            }
        }
    }
}
