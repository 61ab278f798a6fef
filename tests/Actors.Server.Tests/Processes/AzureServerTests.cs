using Actors.AzureStorage.Tests.Azurite;
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
}
