namespace Actors.EventLog.Deduplication;

/// <summary>
/// Which of the newest chunks a new one is merged with, so that few stand to be asked, each is rewritten a few times
/// only, and none spans so long that it would outlive the horizon by much.
/// </summary>
internal static class ChunkMerge
{
    private const int CountMax = 1 << 20;
    private const long SpanMsMax = 4 * 24 * 3_600_000L;

    /// <summary>How many of the newest chunks to merge with.</summary>
    public static int Depth(IReadOnlyList<ChunkFile> chunks, int count, long fromMs, long toMs)
    {
        var depth = 0;
        while (depth < chunks.Count)
        {
            var next = chunks[chunks.Count - 1 - depth].Header;
            fromMs = Math.Min(fromMs, next.FromMs);
            toMs = Math.Max(toMs, next.ToMs);
            // Merging only what is at most twice as large keeps the sizes a geometric series.
            if (next.Count / 2 > count || count + next.Count > CountMax || toMs - fromMs > SpanMsMax) break;
            count += next.Count;
            depth++;
        }

        return depth;
    }

    public static UInt128[] Sorted(UInt128[] left, UInt128[] right)
    {
        if (left.Length == 0) return right;
        var merged = new UInt128[left.Length + right.Length];
        for (int l = 0, r = 0, i = 0; i < merged.Length; i++)
            merged[i] = r == right.Length || (l < left.Length && left[l] < right[r]) ? left[l++] : right[r++];
        return merged;
    }
}
