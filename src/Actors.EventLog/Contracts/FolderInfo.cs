namespace Actors.EventLog;

/// <summary>What is fixed when a data folder is created.</summary>
/// <param name="Partitions">Number of partitions, 1–4,096.</param>
/// <param name="RoutingKey">16 random bytes: key of the routing and deduplication hashes, stable for ever.</param>
/// <param name="TimeMode"><c>real</c> or <c>virtual</c>; a folder refuses the other.</param>
/// <param name="FormatVersion">Version of the on-disk format.</param>
public sealed record FolderInfo(
    int Partitions, ReadOnlyMemory<byte> RoutingKey, string TimeMode, int FormatVersion = 1);
