namespace Actors.EventLog.Deduplication;

/// <summary>
/// A split-block Bloom filter (as in Apache Parquet): a fingerprint sets one bit in each of the eight words of one
/// 32-byte block, so a question touches one cache line. 12 bits a fingerprint give about 0.4 % false alarms.
/// </summary>
internal sealed class BlockFilter(uint[] words)
{
    private const int WordsPerBlock = 8;
    private const int BitsPerFingerprint = 12;
    private const int BitsPerShift = 5;

    public ReadOnlySpan<uint> Words => words;

    public static int WordsFor(int fingerprints) =>
        ((int)((long)fingerprints * BitsPerFingerprint / (WordsPerBlock * 32)) + 1) * WordsPerBlock;

    public static BlockFilter Of(ReadOnlySpan<UInt128> fingerprints)
    {
        var words = new uint[WordsFor(fingerprints.Length)];
        var filter = new BlockFilter(words);
        foreach (var fingerprint in fingerprints)
        {
            var block = filter.BlockOf(fingerprint);
            for (var i = 0; i < WordsPerBlock; i++) words[block + i] |= BitOf(fingerprint, i);
        }

        return filter;
    }

    public bool MayContain(UInt128 fingerprint)
    {
        var block = words.AsSpan(BlockOf(fingerprint), WordsPerBlock);
        var bits = (ulong)fingerprint;
        // Four at once: about half of the bits are set, and a branch for each would be guessed wrongly half the time.
        return AreSet(block[..4], bits) && AreSet(block[4..], bits >> (4 * BitsPerShift));
    }

    private static bool AreSet(ReadOnlySpan<uint> four, ulong bits) =>
        ((four[0] >> (int)bits) & (four[1] >> (int)(bits >> BitsPerShift)) & (four[2] >> (int)(bits >> (2 * BitsPerShift)))
            & (four[3] >> (int)(bits >> (3 * BitsPerShift))) & 1) != 0;

    // The upper half chooses the block, the lower half the bits: they are independent, being parts of one keyed hash.
    private int BlockOf(UInt128 fingerprint) =>
        (int)Math.BigMul((ulong)(fingerprint >> 64), (ulong)(words.Length / WordsPerBlock), out _) * WordsPerBlock;

    private static uint BitOf(UInt128 fingerprint, int word) => 1u << (int)(((ulong)fingerprint >> (word * BitsPerShift)) & 31);
}
