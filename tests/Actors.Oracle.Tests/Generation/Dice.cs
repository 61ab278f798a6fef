namespace Actors.Oracle.Tests.Generation;

/// <summary>All that is random in one case, from its seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>From 0 to <paramref name="count"/> − 1.</summary>
    public int Below(int count) => random.Next(count);

    public int Between(int least, int most) => random.Next(least, most + 1);

    public long Below(long count) => random.NextInt64(count);

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Pick<T>(params IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>One of the makers, each as often as its weight says.</summary>
    public string Weighted(params (int Weight, Func<string> Make)[] makers)
    {
        int at = random.Next(makers.Sum(maker => maker.Weight));
        foreach ((int weight, Func<string> make) in makers)
        {
            if (at < weight) return make();
            at -= weight;
        }
        throw new InvalidOperationException("The weights do not add up.");
    }
}
