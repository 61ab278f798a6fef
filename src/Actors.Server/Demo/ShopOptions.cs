namespace Actors.Server.Demo;

/// <summary>What shop to simulate. The same options give the same calls, byte for byte.</summary>
/// <param name="Customers">About how many are known when the live part begins; twice as many at most, ever.</param>
/// <param name="FromMs">Start of the history, Unix milliseconds.</param>
/// <param name="LiveMs">End of the history. Before the last month of it only orders, sign-ups and opened mail are told,
/// as a shop's archive would.</param>
public sealed record ShopOptions(ulong Seed = 1, int Customers = 30_000, long FromMs = ShopOptions.DefaultFromMs,
    long LiveMs = ShopOptions.DefaultLiveMs)
{
    /// <summary>2025-01-01: nine months before the live part.</summary>
    public const long DefaultFromMs = 1_735_689_600_000;

    /// <summary>2025-10-01: a minute of demo before Black Friday, two before the winter sales.</summary>
    public const long DefaultLiveMs = 1_759_276_800_000;

    internal const long DayMs = 86_400_000;

    internal long BrowsingFromMs => LiveMs - 30 * DayMs;
}
