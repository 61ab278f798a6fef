namespace Actors.Segmentation.State;

/// <summary>A state block in an array of its own: for a grain, a copy to look ahead with, and tests.</summary>
public sealed class ArrayMemory : IStateMemory
{
    private long[] _words;

    public ArrayMemory(ReadOnlySpan<long> words = default) => _words = words.ToArray();

    public Span<long> Words => _words;

    public Span<long> Resize(int words)
    {
        Array.Resize(ref _words, words);
        return _words;
    }
}
