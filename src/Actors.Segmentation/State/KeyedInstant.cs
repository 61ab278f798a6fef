namespace Actors.Segmentation.State;

/// <summary>A number below 65,536 and an instant in one word: the due instant of a unit, the last exit from a segment. Regions are
/// ascending by the number.</summary>
internal static class KeyedInstant
{
    /// <summary>The bits of the instant.</summary>
    public const long Mask = (1L << 48) - 1;

    private const long Limit = 1L << 47;

    public static long Pack(int key, long ms) => ((long)key << 48) | ((Math.Clamp(ms, -Limit, Limit - 1) << 16) >>> 16);

    public static int Key(long word) => (int)(word >>> 48);

    public static long Ms(long word) => (word << 16) >> 16;

    /// <summary>Instants beyond the years of the calendar are never.</summary>
    public static bool Fits(long ms) => ms < Limit;

    public static int Find(ReadOnlySpan<long> region, int key)
    {
        int low = 0, high = region.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int found = Key(region[middle]);
            if (found == key) return middle;
            if (found < key) low = middle + 1;
            else high = middle - 1;
        }
        return ~low;
    }
}
