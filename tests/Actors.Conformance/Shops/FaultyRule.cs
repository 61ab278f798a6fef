using Actors.Segmentation.Compilation;

namespace Actors.Conformance.Shops;

/// <summary>Takes the place of the rules of all units whose key begins with <c>faulty</c>: it throws for customers for whom the rule does not hold.</summary>
internal sealed class FaultyRule(Rule inner) : Rule
{
    public override bool Holds(ref Scope scope, out long until) =>
        inner.Holds(ref scope, out until) ? true : throw new InvalidOperationException("No luck.");

    public static void Install() => UnitPlan.Replacing =
        (unit, rule) => unit.Key.StartsWith("faulty", StringComparison.Ordinal) ? new FaultyRule(rule) : rule;
}
