namespace Actors.Segmentation.Compilation;

internal sealed class ConstantRule(bool value) : Rule
{
    public static ConstantRule True { get; } = new(true);

    public static ConstantRule False { get; } = new(false);

    public override bool IsCheap => true;

    public override int Weight => 0;

    public override bool Holds(ref Scope scope, out long until)
    {
        until = long.MaxValue;
        return value;
    }
}

/// <summary>Remembers the answer of a rule that several units share.</summary>
internal sealed class SharedRule(Rule inner, int slot) : Rule
{
    public override int Weight => inner.Weight;

    public override bool Holds(ref Scope scope, out long until)
    {
        if (scope.Work.TryRecall(slot, out bool holds, out until)) return holds;
        holds = inner.Holds(ref scope, out until);
        scope.Work.Remember(slot, holds, until);
        return holds;
    }
}

internal sealed class NotRule(Rule operand) : Rule
{
    public override int Weight => operand.Weight;

    public override bool Holds(ref Scope scope, out long until) => !operand.Holds(ref scope, out until);
}

/// <summary>True until its first term turns false; false as long as any one term stays false.</summary>
internal sealed class AndRule(Rule[] terms) : Rule
{
    private readonly Rule[] _terms = [.. terms.OrderBy(term => term.Weight)];

    public override int Weight { get; } = terms.Max(term => term.Weight) + 1;

    public override bool Holds(ref Scope scope, out long until)
    {
        long whileTrue = long.MaxValue, whileFalse = long.MinValue;
        bool holds = true;
        foreach (Rule term in _terms)
        {
            if (term.Holds(ref scope, out long limit))
            {
                whileTrue = Math.Min(whileTrue, limit);
                continue;
            }
            holds = false;
            whileFalse = Math.Max(whileFalse, limit);
            if (limit == long.MaxValue) break;
        }
        until = holds ? whileTrue : whileFalse;
        return holds;
    }
}

/// <summary>False until its first term turns true; true as long as any one term stays true.</summary>
internal sealed class OrRule(Rule[] terms) : Rule
{
    private readonly Rule[] _terms = [.. terms.OrderBy(term => term.Weight)];

    public override int Weight { get; } = terms.Max(term => term.Weight) + 1;

    public override bool Holds(ref Scope scope, out long until)
    {
        long whileTrue = long.MinValue, whileFalse = long.MaxValue;
        bool holds = false;
        foreach (Rule term in _terms)
        {
            if (!term.Holds(ref scope, out long limit))
            {
                whileFalse = Math.Min(whileFalse, limit);
                continue;
            }
            holds = true;
            whileTrue = Math.Max(whileTrue, limit);
            if (limit == long.MaxValue) break;
        }
        until = holds ? whileTrue : whileFalse;
        return holds;
    }
}

/// <summary>Changes when enough of the terms on the winning side have changed.</summary>
internal sealed class AtLeastRule(int minimum, Rule[] terms) : Rule
{
    public override bool Holds(ref Scope scope, out long until)
    {
        Span<long> trueLimits = stackalloc long[terms.Length];
        Span<long> falseLimits = stackalloc long[terms.Length];
        int holding = 0, failing = 0;
        foreach (Rule term in terms)
        {
            if (term.Holds(ref scope, out long limit)) trueLimits[holding++] = limit;
            else falseLimits[failing++] = limit;
        }
        bool holds = holding >= minimum;
        Span<long> limits = holds ? trueLimits[..holding] : falseLimits[..failing];
        limits.Sort();
        until = limits[holds ? holding - minimum : minimum - holding - 1];
        return holds;
    }
}
