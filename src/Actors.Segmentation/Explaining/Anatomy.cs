using Actors.Segmentation.Compilation;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Explaining;

/// <summary>A compiled catalog taken apart: what became of each condition and value of its rules.</summary>
/// <param name="Cases">By unit number: the conditions of its segments, in order; an <c>otherwise</c> has none.</param>
internal sealed record Anatomy(
    IReadOnlyDictionary<Condition, Rule> Rules,
    IReadOnlyDictionary<Value, Operand> Values,
    IReadOnlyDictionary<int, Condition[]> Cases);
