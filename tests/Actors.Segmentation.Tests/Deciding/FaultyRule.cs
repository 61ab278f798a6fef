using System.Runtime.CompilerServices;
using Actors.Segmentation.Compilation;

namespace Actors.Segmentation.Tests.Deciding;

/// <summary>Takes the place of the rules of all units whose key begins with <c>faulty</c>: evaluating it throws in two hours of five.</summary>
internal sealed class FaultyRule(Rule inner) : Rule
{
    public static bool ThrowsAt(long ms) => ms / 3_600_000 % 5 < 2;

    public override bool Holds(ref Scope scope, out long until)
    {
        if (!ThrowsAt(scope.Now)) return inner.Holds(ref scope, out until);
        // As a rule would that stops while it looks ahead.
        scope.Now = long.MaxValue;
        throw new InvalidOperationException("No luck.");
    }

    [ModuleInitializer]
    internal static void Install() => UnitPlan.Replacing =
        (unit, rule) => unit.Key.StartsWith("faulty", StringComparison.Ordinal) ? new FaultyRule(rule) : rule;
}
