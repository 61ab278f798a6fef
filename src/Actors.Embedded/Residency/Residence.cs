namespace Actors.Embedded.Residency;

/// <summary>How much state all partitions may keep in memory, and how much they do.</summary>
public sealed class Residence(long bytesMax)
{
    private long _words;

    public long Bytes => Interlocked.Read(ref _words) * sizeof(long);

    public bool IsOver => Bytes > bytesMax;

    public void Add(int words) => Interlocked.Add(ref _words, words);
}
