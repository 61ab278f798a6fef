using System.Globalization;

namespace Actors.Conformance.Running;

/// <summary>How many random cases to run: few in every build, many in a night.</summary>
public static class Cases
{
    private static readonly int Factor = Environment.GetEnvironmentVariable("ACTORS_TEST_LONG") is { Length: > 0 } text
        ? int.TryParse(text, CultureInfo.InvariantCulture, out int n) && n > 1 ? n : 20
        : 1;

    /// <summary>Replays one failure: the seed it printed.</summary>
    private static readonly string? Only = Environment.GetEnvironmentVariable("ACTORS_TEST_SEED");

    public static IEnumerable<int> Seeds(int few)
    {
        if (int.TryParse(Only, CultureInfo.InvariantCulture, out int seed))
        {
            return [seed];
        }
        return Enumerable.Range(1, few * Factor);
    }
}
