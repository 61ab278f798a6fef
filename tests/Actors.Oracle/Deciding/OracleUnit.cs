using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Deciding;

/// <summary>An overlapping segment (one case), or a segmentation (its cases in order, the last without a rule).</summary>
public sealed record OracleUnit(UnitKey Key, IReadOnlyList<OracleCase> Cases);

/// <summary>One segment of a unit; without a rule it is <c>otherwise</c>.</summary>
public sealed record OracleCase(string Key, Condition? When);
