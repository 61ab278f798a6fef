using Actors.Segmentation.Deciding;

namespace Actors.Segmentation.State;

/// <summary>One membership in one word: segment (16 bits), since (44, signed ms), reason (4). The region is ascending by unit.</summary>
internal static class MembershipWord
{
    // Years 1691 to 2248; beyond, the nearest of them.
    private const long Limit = 1L << 43;

    public static long Pack(int segment, long sinceMs, CauseKind reason) =>
        ((long)segment << 48) | ((Math.Clamp(sinceMs, -Limit, Limit - 1) << 20) >>> 16) | (long)reason;

    public static int Segment(long word) => (int)(word >>> 48);

    public static long SinceMs(long word) => (word << 16) >> 20;

    public static CauseKind Reason(long word) => (CauseKind)(word & 15);

    /// <summary>Where a unit's membership is, or the complement of where it would be.</summary>
    public static int Find(ReadOnlySpan<long> region, int unit, ReadOnlySpan<int> unitOfSegment)
    {
        int low = 0, high = region.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int found = unitOfSegment[Segment(region[middle])];
            if (found == unit) return middle;
            if (found < unit) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}
