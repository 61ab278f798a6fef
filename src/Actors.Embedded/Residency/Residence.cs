namespace Actors.Embedded.Residency;

/// <summary>How much state all partitions may keep in memory, and how much they do.</summary>
public sealed class Residence(long bytesMax)
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public bool IsOver => Bytes > bytesMax;

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
