using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Actors.AzureStorage.Tests.Azurite;
using Actors.AzureStorage.Tests.Faults;
using Xunit.Abstractions;

namespace Actors.Server.Tests.Processes;

/// <summary>The server over a storage account: the emulator's.</summary>
public sealed class AzureServerTests(ITestOutputHelper output)
{
    [AzuriteFact]
    public async Task A_killed_server_loses_nothing_acknowledged_and_counts_nothing_twice()
    {
        string data = $"azure:{await AzuriteProcess.NewContainer()}/shop";
        await new KillScenario(data, output).Run(30, 60);
    }

    [AzuriteFact]
    public async Task Torn_connections_to_the_account_lose_nothing_and_double_nothing_either()
    {
        string container = await AzuriteProcess.NewContainer();
        await using var proxy = new TearingProxy(await AzuriteProcess.Address);
        proxy.TearEvery(pieces: 23);
        await new KillScenario($"azure:{new Uri(proxy.Address, new Uri(container).AbsolutePath)}", output).Run(40);
        output.WriteLine($"{proxy.Torn} connections torn");
        proxy.Torn.ShouldBeGreaterThan(20);
    }

    [AzuriteFact]
    public async Task A_store_without_a_service_is_an_error_of_storage_that_says_where()
    {
        (int code, string said) = await ServerProcess.Run(
            "serve", "--open-loopback", "--urls", "http://127.0.0.1:0", "--data", "azure:shop");
        code.ShouldBe(6);
        said.ShouldContain("https://ACCOUNT.blob.core.windows.net/CONTAINER");
    }

    [AzuriteFact]
    public async Task A_second_server_on_the_same_store_is_refused_and_says_whose_it_is()
    {
        string data = $"azure:{await AzuriteProcess.NewContainer()}";
        await using ServerProcess first = await ServerProcess.Serve(data);
        (int code, string said) = await ServerProcess.Run("serve", "--open-loopback", "--urls", "http://127.0.0.1:0", "--data", data);
        code.ShouldBe(5);
        said.ShouldContain(Environment.MachineName);
    }

    [AzuriteFact]
    public async Task A_server_that_slept_through_its_lease_can_write_no_more()
    {
        string data = $"azure:{await AzuriteProcess.NewContainer()}";
        await using ServerProcess sleeper = await ServerProcess.Serve(data);
        (await Order(sleeper, 1)).ShouldBeTrue();
        await sleeper.Pause();
        await using ServerProcess successor = await Succeed(data);
        (await Order(successor, 2)).ShouldBeTrue();
        await sleeper.Resume();

        // Its logs end where another's go on: nothing it takes can become durable, so it acknowledges nothing.
        (await Order(sleeper, 3)).ShouldBeFalse();

        (await Order(successor, 4)).ShouldBeTrue();
        JsonNode? ada = await successor.Http.GetFromJsonAsync<JsonNode>("/api/customers/ada");
        ada!["spend"]!.GetValue<decimal>().ShouldBe(1 + 2 + 4);
    }

    // A process of the same machine that still exists is taken to be alive, until its lease has run out.
    private static async Task<ServerProcess> Succeed(string data)
    {
        while (true)
        {
            try
            {
                return await ServerProcess.Serve(data);
            }
            catch (InvalidOperationException refused) when (refused.Message.Contains("in use by another server"))
            {
                // Each attempt takes a process its time to start.
            }
        }
    }

    private static async Task<bool> Order(ServerProcess server, int revenue)
    {
        using HttpResponseMessage answer = await server.Http.PostAsJsonAsync("/v1/track", new
        {
            userId = "ada",
            @event = "Order Completed",
            messageId = $"order {revenue}",
            properties = new { order_id = $"{revenue}", revenue },
        });
        return answer.IsSuccessStatusCode;
    }
}
