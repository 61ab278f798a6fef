using System.Globalization;
using Xunit;

namespace Actors.Oracle.Tests.Cases;

/// <summary>Runs one property over many seeds and reports the smallest case that breaks it.</summary>
/// <remarks>
/// <c>ACTORS_ORACLE_SEED=123</c> replays one seed; <c>ACTORS_TEST_LONG=1</c> runs many more;
/// <c>ACTORS_ORACLE_FAILURES=20</c> goes on until there are so many failures, <c>ACTORS_ORACLE_FIRST</c> is the first seed.
/// </remarks>
internal static class Every
{
    /// <summary>How many times more cases a long run has.</summary>
    private const int LongFactor = 40;

    public static void Case(int cases, Func<int, Cases.Case> make, Func<Cases.Case, string?> check)
    {
        if (Environment.GetEnvironmentVariable("ACTORS_TEST_LONG") == "1") cases *= LongFactor;
        int first = Setting("ACTORS_ORACLE_FIRST", 1);
        int only = Setting("ACTORS_ORACLE_SEED", -1);
        int failuresMax = Setting("ACTORS_ORACLE_FAILURES", 1);
        (int from, int to) = only >= 0 ? (only, only + 1) : (first, first + cases);
        List<string> failures = [];
        for (int seed = from; seed < to && failures.Count < failuresMax; seed++)
        {
            if (Check(seed, make, check) is { } failure) failures.Add(failure);
        }
        if (failures.Count > 0) Assert.Fail(string.Join("\n", failures));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private static string? Check(int seed, Func<int, Cases.Case> make, Func<Cases.Case, string?> check)
    {
        Cases.Case subject = make(seed);
        if (Shrinking.Failure(subject, check) is not { } failure) return null;
        (Cases.Case smallest, string why) = Shrinking.Smallest(subject, failure, check);
        return $"seed {seed} (replay with ACTORS_ORACLE_SEED={seed})\n{smallest}\n{why}";
    }
}
