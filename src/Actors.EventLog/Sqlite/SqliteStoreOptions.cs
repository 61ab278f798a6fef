namespace Actors.EventLog.Sqlite;

/// <summary>Settings of a store that change nothing of what it holds.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>Bytes written to the logs' write-ahead log before it is copied into its main file.</summary>
    public long WalBytesMax { get; init; } = 16 << 20;

    /// <summary>
    /// The same for customer states: larger, as a page that was rewritten several times is then copied once.
    /// </summary>
    public long StateWalBytesMax { get; init; } = 64 << 20;

    /// <summary>Bytes of pages that one connection keeps in memory.</summary>
    public long CacheBytesPerConnection { get; init; } = 8 << 20;

    /// <summary>
    /// The same for the connection that writes customer states: enough for all pages of a transaction of a thousand
    /// neighbours, so that each is written once however many states it holds.
    /// </summary>
    public long StateWriterCacheBytes { get; init; } = 16 << 20;

    /// <summary>Bytes of a page of a newly created database.</summary>
    internal int PageBytes { get; init; } = 4096;
}
