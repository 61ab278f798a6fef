using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Deciding;

/// <summary>What will happen to a customer if nothing happens: a copy of the state is advanced through its due instants.</summary>
public static class LookAhead
{
    /// <summary>The most due instants looked at.</summary>
    public const int StepsMax = 1_000;

    /// <summary>How far ahead is looked: two years.</summary>
    public const long HorizonMs = 2 * 366 * 86_400_000L;

    /// <summary>When the customer will leave the segment.</summary>
    /// <param name="catalog">The catalog that decided last.</param>
    /// <param name="state">The customer's block of words; not changed.</param>
    /// <param name="segment">The segment's number.</param>
    /// <param name="nowMs">From when: the instant of the view.</param>
    /// <returns><c>LeavesAtMs</c> when it is known; else <c>NotBeforeMs</c> where the look ahead ended (two years or <see cref="StepsMax"/> steps);
    /// both null: never, if nothing happens, or no member.</returns>
    public static (long? LeavesAtMs, long? NotBeforeMs) LeavesAt(Catalog catalog, ReadOnlySpan<long> state, int segment, long nowMs)
    {
        if (state.IsEmpty || !new CustomerReader(catalog, state).IsMember(segment)) return (null, null);
        ArrayMemory copy = new(state);
        Decider decider = new(catalog) { OnCopy = true };
        DecisionSink sink = new();
        CustomerId customer = new CustomerReader(catalog, state).Id;
        long position = new CustomerReader(catalog, state).Applied;
        for (int steps = 0; ; steps++)
        {
            long due = new CustomerReader(catalog, copy.Words).DueAtMs;
            if (due == long.MaxValue) return (null, null);
            if (steps == StepsMax || due > nowMs + HorizonMs) return (null, due);
            sink.Clear();
            decider.Advance(copy, customer, ++position, due, sink);
            if (!new CustomerReader(catalog, copy.Words).IsMember(segment)) return (due, null);
        }
    }
}
