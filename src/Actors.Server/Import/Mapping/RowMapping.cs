using Actors.Server.Import.Expressions;

namespace Actors.Server.Import.Mapping;

/// <param name="When">Rows for which it holds make no call.</param>
/// <param name="Reason">Counted under it.</param>
internal sealed record SkipRule(Expression When, string Reason);

/// <param name="By">Rows with the same value make one call.</param>
/// <param name="Across">How many rows of other groups may lie between two of one group; 0: its rows follow each
/// other.</param>
internal sealed record Grouping(Expression By, int Across);

/// <summary>A mapping bound to the header of a file.</summary>
/// <param name="Sorted">Calls are put in the order of their timestamps, which holds them all in memory.</param>
internal sealed record RowMapping(IReadOnlyList<SkipRule> Skip, Grouping? Group, bool Sorted,
    IReadOnlyList<CallTemplate> Calls);
