using Azure.Core.Pipeline;

namespace Actors.AzureStorage;

/// <summary>Settings of a store on a storage account that change nothing of what it holds.</summary>
public sealed record AzureStoreOptions
{
    /// <summary>Null: what <see cref="AzureCredential.OfEnvironment"/> finds.</summary>
    public AzureCredential? Credential { get; init; }

    /// <summary>
    /// Folder on this machine for copies of sealed fingerprints; it may vanish at any time. Null: one among the system's
    /// temporary files.
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>Bytes of customer states kept in memory as they were read, beside those that actors hold.</summary>
    public long StateCacheBytes { get; init; } = 128 << 20;

    /// <summary>Blocks in an append blob before the next one is begun; the service takes 50,000.</summary>
    public int BlobBlocksMax { get; init; } = 49_000;

    /// <summary>Bytes in an append blob before the next one is begun: what one erasure has to write again.</summary>
    public long BlobBytesMax { get; init; } = 256 << 20;

    /// <summary>
    /// Least time between the beginnings of two appends to a partition's input log, or to its migration log: what comes meanwhile goes
    /// along. Each append is a request that is paid for, and an answer that somebody waits for.
    /// </summary>
    public TimeSpan AppendsApart { get; init; }

    /// <summary>Seconds for which ownership outlives its owner, 15–60.</summary>
    public int LeaseSeconds { get; init; } = 15;

    /// <summary>How long a new owner waits for the lease of one that may have died.</summary>
    public TimeSpan LeasePatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long closing waits for what is under way when the service does not answer.</summary>
    public TimeSpan ClosePatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Attempts after the first, of requests that may be repeated (appends are settled instead).</summary>
    public int RetriesMax { get; init; } = 6;

    /// <summary>Pause before the second attempt; it doubles with each.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told when the service has not answered for a while, and when blobs that should have gone stay.</summary>
    public Action<string> Troubled { get; init; } = _ => { };

    /// <summary>Null: HTTP with many connections.</summary>
    public HttpPipelineTransport? Transport { get; init; }

    /// <summary>Policies that each attempt passes right before the transport.</summary>
    public IReadOnlyList<HttpPipelinePolicy> Policies { get; init; } = [];
}
