using System.Net;
using Actors.EventLog;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Actors.AzureStorage.Rest;

/// <summary>Builds the pipelines that requests go through: Azure.Core's own, with this account's signature.</summary>
internal static class BlobPipeline
{
    private const string Scope = "https://storage.azure.com/.default";
    private const int ConnectionsMax = 256;

    /// <exception cref="StorageException">A token would be sent in the clear.</exception>
    public static BlobContainer Connect(BlobLocation location, AzureCredential credential, AzureStoreOptions options)
    {
        if (credential.Token is not null && location.Container.Scheme != Uri.UriSchemeHttps)
            throw new StorageException($"An identity's tokens are sent to https addresses only, not to {location}.");
        var own = options.Transport is null ? Http() : null;
        HttpPipelinePolicy sign = credential.Key is { } key
            ? new SharedKeyPolicy(location.Account, key, options.Time)
            : new BearerTokenAuthenticationPolicy(credential.Token!, Scope);
        return new BlobContainer(location, Build(options.RetriesMax), Build(retries: 0), own);

        HttpPipeline Build(int retries)
        {
            var client = new BlobClientOptions { Transport = options.Transport ?? own! };
            client.Retry.MaxRetries = retries;
            client.Retry.Delay = options.RetryDelay;
            client.Retry.MaxDelay = TimeSpan.FromSeconds(10);
            client.Retry.NetworkTimeout = options.NetworkTimeout;
            client.Diagnostics.IsLoggingEnabled = false;
            client.Diagnostics.IsDistributedTracingEnabled = false;
            foreach (var policy in options.Policies) client.AddPolicy(policy, HttpPipelinePosition.BeforeTransport);
            return HttpPipelineBuilder.Build(client, sign);
        }
    }

    // Time-outs are the pipeline's own.
    private static HttpClientTransport Http()
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = ConnectionsMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            AutomaticDecompression = DecompressionMethods.None,
        };
        return new HttpClientTransport(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
    }

    private sealed class BlobClientOptions : ClientOptions;
}
