using Actors.Segmentation.Catalogs;

namespace Actors.Segmentation.Deciding;

/// <summary>What will happen to a customer if nothing happens: a copy of the state is advanced through its due instants.</summary>
public static class LookAhead
{
    /// <summary>The most due instants looked at.</summary>
    public const int StepsMax = 1_000;

    /// <summary>When the customer will leave the segment.</summary>
    /// <param name="nowMs">From when: the instant of the view.</param>
    /// <returns><c>LeavesAtMs</c> when it is known; else <c>NotBeforeMs</c> where the look ahead ended (two years or <see cref="StepsMax"/> steps);
    /// both null: never, if nothing happens.</returns>
    public static (long? LeavesAtMs, long? NotBeforeMs) LeavesAt(Catalog catalog, ReadOnlySpan<long> state, int segment, long nowMs) =>
        throw new NotSupportedException();
}
