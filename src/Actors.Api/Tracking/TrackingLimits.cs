using Actors.Engine.Services;

namespace Actors.Api.Tracking;

/// <summary>The public tracking API's limits, and the bounds of a plausible instant.</summary>
internal static class TrackingLimits
{
    public const int EventBytesMax = 32 << 10;
    public const int BatchBytesMax = 500 << 10;
    public static int BytesMax(bool batch) => batch ? BatchBytesMax : EventBytesMax;

    public const int MessageIdCharactersMax = 100;

    /// <summary>
    /// Deeper JSON is refused as a whole; a document refuses its own depth (32) before, item by item.
    /// </summary>
    public const int JsonDepthMax = 256;

    /// <summary>1970-01-01: whoever sends an earlier time has no clock.</summary>
    public const long EarliestMs = 0;

    /// <summary>2200-01-01.</summary>
    public const long LatestMs = 7_258_118_400_000;

    /// <summary>Virtual time is moved by records: one far ahead would drag the whole shop there.</summary>
    private const long VirtualAheadMs = 31L * 24 * 60 * 60 * 1000;

    /// <summary>The latest <c>timestamp</c> that is taken now, Unix milliseconds.</summary>
    public static long LatestTimestampMs(IShopClock clock) =>
        clock.IsVirtual && clock.NowMs > 0 ? Math.Min(LatestMs, clock.NowMs + VirtualAheadMs) : LatestMs;
}
