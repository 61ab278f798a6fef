using System.Numerics;
using System.Runtime.InteropServices;

namespace Actors.EventLog.Deduplication;

/// <summary>
/// A split-block Bloom filter (as in Apache Parquet): a fingerprint sets one bit in each of the eight words of one
/// 32-byte block, so a question touches one cache line. 12 bits a fingerprint give about 0.4 % false alarms.
/// </summary>
internal sealed class BlockFilter
{
    private const int WordsPerBlock = 8;
    private const int BitsPerFingerprint = 12;
    private const int BitsPerShift = 5;

    // Pinned, and begun where a block does in the processor's cache: in any other place every second block would lie in two lines of it.
    private readonly uint[] _words;
    private readonly int _start;
    private readonly int _length;

    /// <summary>One that will hold so many fingerprints.</summary>
    public BlockFilter(int fingerprints)
    {
        _length = WordsFor(fingerprints);
        _words = GC.AllocateArray<uint>(_length + WordsPerBlock, pinned: true);
        var from = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(_words, 0) % (WordsPerBlock * sizeof(uint))) / sizeof(uint);
        _start = (WordsPerBlock - from) % WordsPerBlock;
    }

    /// <summary>One as it was saved.</summary>
    public BlockFilter(int fingerprints, ReadOnlySpan<uint> words)
        : this(fingerprints) => words.CopyTo(_words.AsSpan(_start, _length));

    public ReadOnlySpan<uint> Words => _words.AsSpan(_start, _length);

    public static int WordsFor(int fingerprints) =>
        ((int)((long)fingerprints * BitsPerFingerprint / (WordsPerBlock * 32)) + 1) * WordsPerBlock;

    public void Add(UInt128 fingerprint)
    {
        var block = _words.AsSpan(BlockOf(fingerprint), WordsPerBlock);
        for (var i = 0; i < WordsPerBlock; i++) block[i] |= BitOf(fingerprint, i);
    }

    public bool MayContain(UInt128 fingerprint)
    {
        var block = _words.AsSpan(BlockOf(fingerprint), WordsPerBlock);
        var bits = (ulong)fingerprint;
        // Four at once: about half of the bits are set, and a branch for each would be guessed wrongly half the time.
        return AreSet(block[..4], bits) && AreSet(block[4..], bits >> (4 * BitsPerShift));
    }

    /// <summary>
    /// Which of several it may contain, a bit for each from the lowest on. Each waits for memory: the first bit of each is
    /// looked at in a loop so short that they wait together, and the rest for those alone that have it.
    /// </summary>
    public ulong MayContain(ReadOnlySpan<UInt128> fingerprints)
    {
        var first = 0UL;
        for (var i = 0; i < fingerprints.Length; i++)
        {
            var fingerprint = fingerprints[i];
            first |= (ulong)((_words[BlockOf(fingerprint)] >> (int)fingerprint) & 1) << i;
        }

        var all = first;
        for (; first != 0; first &= first - 1)
        {
            var i = BitOperations.TrailingZeroCount(first);
            all &= MayContain(fingerprints[i]) ? ulong.MaxValue : ~(1UL << i);
        }

        return all;
    }

    private static bool AreSet(ReadOnlySpan<uint> four, ulong bits) =>
        ((four[0] >> (int)bits) & (four[1] >> (int)(bits >> BitsPerShift)) & (four[2] >> (int)(bits >> (2 * BitsPerShift)))
            & (four[3] >> (int)(bits >> (3 * BitsPerShift))) & 1) != 0;

    // The upper half chooses the block, the lower half the bits: they are independent, being parts of one keyed hash.
    private int BlockOf(UInt128 fingerprint) =>
        _start + ((int)Math.BigMul((ulong)(fingerprint >> 64), (ulong)(_length / WordsPerBlock), out _) * WordsPerBlock);

    private static uint BitOf(UInt128 fingerprint, int word) => 1u << (int)(((ulong)fingerprint >> (word * BitsPerShift)) & 31);
}
