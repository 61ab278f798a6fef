namespace Actors.EventLog;

/// <summary>What to fix when a data folder is created; an existing folder must agree with it.</summary>
/// <param name="Partitions">
/// Number of partitions, 1–4,096. Null: <see cref="PartitionsDefault"/> for a new folder, whatever an existing one has.
/// </param>
/// <param name="TimeMode"><c>real</c> or <c>virtual</c>.</param>
/// <param name="RoutingKey">
/// 16 bytes for a new folder; null draws them at random. An existing folder keeps its own.
/// </param>
public sealed record FolderCreation(
    int? Partitions = null, string TimeMode = "real", ReadOnlyMemory<byte>? RoutingKey = null)
{
    public const int PartitionsMax = 4096;
    public const int RoutingKeyBytes = 16;

    private const int PartitionsPerCore = 4;
    private const int PartitionsDefaultMin = 8;
    private const int PartitionsDefaultMax = 64;

    /// <summary>Four for each core that this process may use, 8 to 64.</summary>
    public static int PartitionsDefault { get; } =
        Math.Clamp(PartitionsPerCore * Environment.ProcessorCount, PartitionsDefaultMin, PartitionsDefaultMax);

    /// <summary>The folder this makes.</summary>
    /// <exception cref="StorageException">A value is outside its bounds.</exception>
    internal FolderInfo ToInfo(Func<ReadOnlyMemory<byte>> drawKey)
    {
        var partitions = Partitions ?? PartitionsDefault;
        if (partitions is < 1 or > PartitionsMax)
            throw new StorageException($"A folder has 1 to {PartitionsMax} partitions, not {partitions}.");
        if (TimeMode is not ("real" or "virtual"))
            throw new StorageException($"The time mode of a folder is 'real' or 'virtual', not '{TimeMode}'.");
        var key = RoutingKey ?? drawKey();
        if (key.Length != RoutingKeyBytes)
            throw new StorageException($"A routing key has {RoutingKeyBytes} bytes, not {key.Length}.");
        return new FolderInfo(partitions, key, TimeMode);
    }

    /// <summary>Refuses an existing folder that is not what was asked for.</summary>
    internal void Agree(FolderInfo existing, string folder)
    {
        if (existing.TimeMode != TimeMode)
            throw new StorageException(
                $"Data folder '{folder}' was created with {existing.TimeMode} time "
                + $"and cannot be opened with {TimeMode} time.");
        if (Partitions is { } asked && asked != existing.Partitions)
            throw new StorageException(
                $"Data folder '{folder}' was created with {existing.Partitions} partitions "
                + $"and cannot be opened with {asked}; the number of partitions is fixed at creation.");
    }
}
