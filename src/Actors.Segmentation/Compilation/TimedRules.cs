using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>A condition on values that change by the clock: looks ahead through their changes to the one that matters.</summary>
internal abstract class TimedRule : Rule
{
    // Beyond this many changes the rule is looked at again rather than followed further.
    private const int StepsMax = 32;

    public sealed override bool Holds(ref Scope scope, out long until)
    {
        bool holds = Test(ref scope, out until);
        if (until == long.MaxValue) return holds;
        long now = scope.Now;
        for (int steps = 0; until != long.MaxValue && steps < StepsMax; steps++)
        {
            scope.Now = until;
            if (Test(ref scope, out long next) != holds) break;
            until = next;
        }
        scope.Now = now;
        return holds;
    }

    /// <summary>The answer at the scope's instant, and the next instant at which something it looks at changes.</summary>
    protected abstract bool Test(ref Scope scope, out long change);
}

internal sealed class CompareRule(Operand left, ComparisonOperator op, Operand right, Calendar calendar) : TimedRule
{
    public override int Weight => left.IsTimeless && right.IsTimeless ? 1 : 10;

    protected override bool Test(ref Scope scope, out long change)
    {
        left.Read(ref scope, out Datum a, out change);
        right.Read(ref scope, out Datum b, out long other);
        change = Math.Min(change, other);
        return Comparing.Holds(a, op, b, calendar);
    }
}

/// <summary><c>x in ["a", "b"]</c></summary>
internal sealed class OneOfRule(Operand operand, Operand[] options, Calendar calendar) : TimedRule
{
    public override int Weight => operand.IsTimeless ? 2 : 10;

    protected override bool Test(ref Scope scope, out long change)
    {
        operand.Read(ref scope, out Datum value, out change);
        foreach (Operand option in options)
        {
            option.Read(ref scope, out Datum candidate, out _);
            if (Comparing.Holds(value, ComparisonOperator.Equal, candidate, calendar)) return true;
        }
        return false;
    }
}

/// <summary><c>since(x) &lt; d</c>: now &lt; plus(x, d).</summary>
internal sealed class SinceRule(Operand instant, ComparisonOperator op, Length length, Calendar calendar) : TimedRule
{
    protected override bool Test(ref Scope scope, out long change)
    {
        instant.Read(ref scope, out Datum value, out change);
        if (!Comparing.TryMoment(value, calendar, out Datum moment)) return false;
        long edge = length.After(calendar, moment.Ms);
        int order = scope.Now.CompareTo(edge);
        if (order < 0) change = Math.Min(change, edge);
        else if (order == 0) change = Math.Min(change, edge + 1);
        return Comparing.Test(order, op);
    }
}
