namespace Actors.AzureStorage.Logs;

/// <summary>One blob of a log's chain.</summary>
/// <param name="name">Its name.</param>
/// <param name="first">First position that it holds, or will hold.</param>
internal sealed class LogBlob(string name, long first, int generation, long bytes)
{
    private long _bytes = bytes;

    public string Name => name;

    public long First => first;

    public int Generation => generation;

    /// <summary>Bytes that are known to be whole frames: where the next append goes.</summary>
    public long Bytes
    {
        get => Volatile.Read(ref _bytes);
        set => Volatile.Write(ref _bytes, value);
    }

    /// <summary>Blocks appended; the writer's own.</summary>
    public int Blocks { get; set; }

    /// <summary>Its end is written: the log goes on in the next blob.</summary>
    public bool IsEnded { get; set; }

    public Waypoints Waypoints { get; } = new(first);
}
