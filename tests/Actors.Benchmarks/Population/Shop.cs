namespace Actors.Benchmarks.Population;

/// <summary>
/// Who does what when: 40 events for each customer over two years, 12 of them orders; the same every time.
/// </summary>
internal static class Shop
{
    public const int EventsPerCustomer = 40;
    private const long SpanMs = 2L * 365 * 24 * 60 * 60 * 1000;

    private static readonly int[] KindOfTurn =
        [.. EventKind.All.SelectMany((kind, k) => Enumerable.Repeat(k, kind.Of40))];

    /// <summary>The n-th event of the whole shop, in order of time.</summary>
    /// <param name="endMs">When the two years end, Unix milliseconds.</param>
    public static (int Kind, int Customer, long TimestampMs) Event(long n, int customers, long endMs)
    {
        long round = n / customers;
        // Another order in each round; a factor without a common divisor with their number visits everybody once.
        int customer = (int)((n % customers * Step(customers) + round * 7_919) % customers);
        long total = (long)customers * EventsPerCustomer;
        return (KindOf(round, customer), customer, endMs - SpanMs + (long)((double)n / total * SpanMs));
    }

    /// <summary>What a customer does in one of its turns: everybody does all forty, in an order of their own.</summary>
    public static int KindOf(long round, int customer) => KindOfTurn[(round * 13 + customer * 7L) % EventsPerCustomer];

    private static long Step(int customers)
    {
        long step = (long)(customers * 0.618) | 1;
        while (Divisor(step, customers) > 1)
        {
            step += 2;
        }
        return step;
    }

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}
