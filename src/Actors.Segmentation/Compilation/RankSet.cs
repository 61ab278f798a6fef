using System.Numerics;

namespace Actors.Segmentation.Compilation;

/// <summary>A set of units by their rank in the order of decision; taken out in that order.</summary>
internal sealed class RankSet(int units)
{
    private readonly ulong[] _words = new ulong[units / 64 + 1];

    public void Clear() => Array.Clear(_words);

    public void Add(int rank) => _words[rank >> 6] |= 1UL << (rank & 63);

    public void Add(ReadOnlySpan<int> ranks)
    {
        foreach (int rank in ranks) Add(rank);
    }

    public void Add(RankSet other)
    {
        for (int i = 0; i < _words.Length; i++) _words[i] |= other._words[i];
    }

    public bool Contains(int rank) => (_words[rank >> 6] & (1UL << (rank & 63))) != 0;

    /// <summary>The least rank at or after one; −1 when there is none.</summary>
    public int Next(int from)
    {
        int word = from >> 6;
        if (word >= _words.Length) return -1;
        ulong bits = _words[word] & (ulong.MaxValue << (from & 63));
        while (bits == 0)
        {
            if (++word == _words.Length) return -1;
            bits = _words[word];
        }
        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }
}
