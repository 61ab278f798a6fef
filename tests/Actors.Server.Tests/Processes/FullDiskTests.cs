using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Actors.Server.Tests.Processes;

/// <summary>The server on a disk that has no byte left.</summary>
public sealed class FullDiskTests
{
    private readonly OrderTraffic _traffic = new(noteBytes: 2_000);

    [SmallDiskFact]
    public async Task It_refuses_by_name_answers_all_else_and_goes_on_by_itself_when_there_is_room()
    {
        await using SmallDisk disk = await SmallDisk.Mount();
        await using ServerProcess server = await Begin(disk);
        await FillUp(disk, server);

        await ShouldNameTheDisk(await Look(server, customer: 1));
        foreach (string address in (string[])["/health/live", "/api/segmentations", "/api/segments", "/api/changes?limit=5", "/metrics"])
        {
            (await server.Http.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }
        disk.MakeRoom();

        (await _traffic.SendNext(server)).ShouldBeTrue("nobody has to do anything but make room");
        await _traffic.ShouldHaveAllAcknowledged(server);
        await _traffic.SendAllAgain(server);
        await _traffic.ShouldHaveAllOnce(server);
    }

    [SmallDiskFact]
    public async Task Killed_while_it_is_full_it_starts_says_what_it_waits_for_and_has_everything_once()
    {
        await using SmallDisk disk = await SmallDisk.Mount();
        await using (ServerProcess server = await Begin(disk))
        {
            await FillUp(disk, server);
            await server.Kill();
        }
        await using (ServerProcess second = await ServerProcess.Serve(disk))
        {
            await ShouldWaitForRoom(second);
            await second.Kill();
        }
        await using ServerProcess third = await ServerProcess.Serve(disk);
        await ShouldWaitForRoom(third);
        disk.MakeRoom();

        await third.Ready();
        await _traffic.ShouldHaveAllAcknowledged(third);
        await _traffic.SendAllAgain(third);
        await _traffic.ShouldHaveAllOnce(third);
    }

    private static async Task<ServerProcess> Begin(SmallDisk disk)
    {
        ServerProcess server = await ServerProcess.Serve(disk);
        await server.Ready();
        await OrderTraffic.Define(server);
        return server;
    }

    private async Task FillUp(SmallDisk disk, ServerProcess server)
    {
        async Task Sender()
        {
            while (await _traffic.SendNext(server))
            {
                // Until the first refusal.
            }
        }
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Sender()));
        _traffic.Acknowledged.ShouldBeGreaterThan(20);
        disk.Fill();
        // What a refused commit has written of its pages is room for smaller ones: they take it, until there is none for anybody.
        for (int refused = 0; refused < OrderTraffic.Customers;)
        {
            using HttpResponseMessage answer = await Look(server, refused);
            refused = answer.IsSuccessStatusCode ? 0 : refused + 1;
        }
    }

    /// <summary>An event that changes nothing of what is counted.</summary>
    private static Task<HttpResponseMessage> Look(ServerProcess server, int customer) =>
        server.Http.PostAsJsonAsync("/v1/track", new { userId = $"c{customer}", @event = "Look" });

    private static async Task ShouldWaitForRoom(ServerProcess server)
    {
        (await server.Http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.Says("actors: ");
        server.Said.ShouldContain(line => line.Contains("The disk is full"));
        await ShouldNameTheDisk(await server.Http.GetAsync("/health/ready"));
        await ShouldNameTheDisk(await Look(server, customer: 1));
        await ShouldNameTheDisk(await server.Http.GetAsync("/api/customers/c1"));
    }

    private static async Task ShouldNameTheDisk(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        string detail = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!.GetValue<string>();
        detail.ShouldContain("The disk is full");
        // Where the folder lies is not the caller's to know.
        detail.ShouldContain("'log.db'");
    }
}
