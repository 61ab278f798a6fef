namespace Actors.EventLog.Deduplication;

/// <summary>
/// Which of the newest chunks a new one is merged with, so that few stand to be asked, each is rewritten a few times
/// only, and none spans so long that it would outlive the horizon by much.
/// </summary>
internal static class ChunkMerge
{
    /// <summary>The most fingerprints of one chunk, unless said otherwise: 1 GB.</summary>
    public const int CountMax = 1 << 26;

    private const long SpanMsMax = 4 * 24 * 3_600_000L;

    /// <summary>How many of the newest chunks to merge with.</summary>
    public static int Depth(IReadOnlyList<ChunkFile> chunks, int count, long fromMs, long toMs, int countMax)
    {
        var depth = 0;
        while (depth < chunks.Count)
        {
            var next = chunks[chunks.Count - 1 - depth].Header;
            fromMs = Math.Min(fromMs, next.FromMs);
            toMs = Math.Max(toMs, next.ToMs);
            // Merging only what is at most twice as large keeps the sizes a geometric series.
            if (next.Count / 2 > count || next.Count > countMax - count || toMs - fromMs > SpanMsMax) break;
            count += next.Count;
            depth++;
        }

        return depth;
    }

    /// <summary>Takes all of several runs, the least first.</summary>
    public static void All(ReadOnlySpan<SortedRun> runs, Action<UInt128> take)
    {
        while (true)
        {
            SortedRun? least = null;
            foreach (var run in runs)
            {
                if (run.HasMore() && (least is null || run.Current < least.Current)) least = run;
            }

            if (least is null) return;
            take(least.Current);
            least.Take();
        }
    }
}
