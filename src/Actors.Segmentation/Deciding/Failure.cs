namespace Actors.Segmentation.Deciding;

/// <summary>A unit that could not be decided, or a feature of it that could not take an event: evaluation threw.</summary>
/// <remarks>The customer stays where it was in that unit, and the unit is looked at again a day later, or as soon as something touches it. A feature is left as
/// it was: that event never counts for it. Everything else is decided. Evaluation being pure, a replay fails alike.</remarks>
/// <param name="Position">The record's position in the log.</param>
/// <param name="Unit">Number of the unit.</param>
/// <param name="CatalogVersion">The version that was to decide.</param>
/// <param name="Error">What went wrong, for people.</param>
public readonly record struct Failure(long Position, int Unit, int CatalogVersion, string Error)
{
    /// <summary>After how long a unit that failed is looked at again without a record, milliseconds.</summary>
    internal const long AgainMs = 86_400_000;

    private const int ErrorCharsMax = 500;

    /// <summary>Whether an exception is the definition's own. One of the machine is not: another machine, or this one tomorrow, would decide.</summary>
    internal static bool IsOfRule(Exception exception) => exception is not (OutOfMemoryException or InsufficientExecutionStackException);

    internal static string Describe(Exception exception)
    {
        string error = $"{exception.GetType().Name}: {exception.Message}";
        return error.Length <= ErrorCharsMax ? error : error[..ErrorCharsMax];
    }
}
