using Actors.Oracle.Tests.Running;

namespace Actors.Oracle.Tests.Cases;

/// <summary>Makes a failing case as small as greedy steps can.</summary>
internal static class Shrinking
{
    private const int TriesMax = 3_000;

    /// <summary>The smallest case found that still fails, and how it fails.</summary>
    /// <param name="check">Null when the case holds, else what is wrong.</param>
    public static (Case Case, string Failure) Smallest(Case subject, string failure, Func<Case, string?> check)
    {
        int tries = 0;
        bool shrank = true;
        while (shrank)
        {
            shrank = false;
            foreach (Case smaller in Smaller.Than(subject))
            {
                if (tries++ > TriesMax) return (subject, failure);
                if (Failure(smaller, check) is not { } found) continue;
                (subject, failure, shrank) = (smaller, found, true);
                break;
            }
        }
        return (subject, failure);
    }

    /// <summary>How a case fails; a case that is none (its catalog does not compile) does not.</summary>
    public static string? Failure(Case subject, Func<Case, string?> check)
    {
        try
        {
            return check(subject);
        }
        catch (Exception error) when (error is UncompiledException or ArgumentException { ParamName: "rule" })
        {
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"threw {error}";
        }
    }
}
