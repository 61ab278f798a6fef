using Actors.Cluster.Hosting;
using Azure.Data.Tables;
using Azure.Identity;

namespace Actors.Cluster.Azure;

/// <summary>
/// Silos find each other in a table of an Azure storage account, <c>OrleansSiloInstances</c>, which is made when it is not there. They show the
/// account's key (<c>AZURE_STORAGE_KEY</c>), or an identity with the role <em>Storage Table Data Contributor</em>.
/// </summary>
public sealed class TableClustering : ISiloClustering
{
    /// <inheritdoc/>
    public string? Refusal(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? tables) && tables.Scheme is "https" or "http" && tables.Host.Contains('.')
            ? null : "the address of an account's tables is expected: azure:https://ACCOUNT.table.core.windows.net";

    /// <inheritdoc/>
    public Task Prepare(string address, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Configure(ISiloBuilder silo, string address) =>
        silo.UseAzureStorageClustering(options => options.TableServiceClient = Client(new Uri(address)));

    private static TableServiceClient Client(Uri tables)
    {
        string? key = Environment.GetEnvironmentVariable("AZURE_STORAGE_KEY");
        return string.IsNullOrEmpty(key)
            ? new TableServiceClient(tables, new DefaultAzureCredential())
            : new TableServiceClient(tables, new TableSharedKeyCredential(tables.Host.Split('.')[0], key));
    }
}
