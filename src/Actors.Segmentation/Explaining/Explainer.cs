using Actors.Segmentation.Catalogs;
using Actors.Segmentation.Compilation;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Speaking;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Records;
using Actors.Segmentation.State;

namespace Actors.Segmentation.Explaining;

/// <summary>
/// Tells why a customer is in a segment or not, clause by clause, and until when, if nothing happens: a copy of the state is advanced through
/// its due instants, and every clause is watched meanwhile. What changed each clause last, <see cref="Causes"/> tells.
/// </summary>
public static class Explainer
{
    /// <param name="catalog">The catalog that decided last.</param>
    /// <param name="state">The customer's block of words; not changed.</param>
    /// <param name="segment">The segment's number, one of this catalog's.</param>
    /// <param name="nowMs">The instant of the view; everything due up to it has fired.</param>
    public static Explanation Explain(Catalog catalog, ReadOnlySpan<long> state, int segment, long nowMs)
    {
        Part tree = Dissect(catalog, catalog.Segment(segment));
        Part[] parts = [.. tree.All];
        Workspace work = new(catalog.Plan);
        ArrayMemory copy = new(state);
        Scope scope = new() { State = copy.Words, Now = nowMs, Work = work };
        foreach (Part part in parts) part.Begin(ref scope);
        Decider decider = new(catalog) { OnCopy = true };
        DecisionSink sink = new();
        CustomerId customer = new CustomerReader(catalog, state).Id;
        long position = new CustomerReader(catalog, state).Applied;
        for (int steps = 0; steps < LookAhead.StepsMax; steps++)
        {
            long due = new CustomerReader(catalog, copy.Words).DueAtMs;
            long next = Math.Min(due, parts.Where(part => !part.IsSettled).Select(part => part.Next).DefaultIfEmpty(long.MaxValue).Min());
            if (next > nowMs + LookAhead.HorizonMs || parts.All(part => part.IsSettled)) break;
            if (due == next) decider.Advance(copy, customer, ++position, next, sink);
            sink.Clear();
            work.Renew();
            scope.State = copy.Words;
            scope.Now = next;
            foreach (Part part in parts.Where(part => !part.IsSettled)) part.Watch(ref scope);
        }
        bool isMember = new CustomerReader(catalog, state).IsMember(segment);
        return new Explanation(segment, isMember, tree.ChangesAt, tree.ToClause());
    }

    /// <summary>In a segmentation the first that holds wins: none of those before, and its own.</summary>
    internal static Part Dissect(Catalog catalog, Segment segment)
    {
        Unit unit = catalog.Unit(segment.Unit);
        Condition[] cases = catalog.Plan.Anatomy.Cases[unit.Id];
        int at = 0;
        while (unit.Segments[at].Id != segment.Id) at++;
        Condition[] before = [.. cases.Take(at).Select(condition => new Not(condition))];
        Condition[] all = at < cases.Length ? [.. before, cases[at]] : before;
        // A segmentation of an `otherwise` alone: everybody.
        if (all.Length == 0) return new Part("otherwise", Sentence.Everybody, "otherwise", ConstantRule.True, null, null, []);
        return Dissect(catalog.Plan.Anatomy, all.Length == 1 ? all[0] : new And([.. all]));
    }

    private static Part Dissect(Anatomy anatomy, Condition condition)
    {
        Part[] parts = [.. PartsOf(condition).Select(part => Dissect(anatomy, part))];
        (Value? value, Value? threshold) = ValuesOf(condition);
        return new Part(
            Printer.Print(condition), Sentence.Of(condition), Operators.Of(condition), RuleOf(anatomy, condition),
            OperandOf(anatomy, value), OperandOf(anatomy, threshold), parts);
    }

    private static Rule RuleOf(Anatomy anatomy, Condition condition)
    {
        if (anatomy.Rules.TryGetValue(condition, out Rule? rule)) return rule;
        return condition switch
        {
            Not not => new NotRule(RuleOf(anatomy, not.Operand)),
            And and => new AndRule([.. and.Terms.Select(term => RuleOf(anatomy, term))]),
            _ => throw new InvalidOperationException($"'{condition}' is no part of the catalog."),
        };
    }

    private static IEnumerable<Condition> PartsOf(Condition condition) => condition switch
    {
        And and => and.Terms,
        Or or => or.Terms,
        AtLeast atLeast => atLeast.Terms,
        Not not => [not.Operand],
        _ => [],
    };

    private static (Value? Value, Value? Threshold) ValuesOf(Condition condition) => condition switch
    {
        Comparison { Left: Since since } => (since.Instant, null),
        Comparison { Right: Since since } => (since.Instant, null),
        Comparison comparison => (comparison.Left, comparison.Right),
        Between { Operand: Since since } => (since.Instant, null),
        Between between => (between.Operand, null),
        OneOf oneOf => (oneOf.Operand, null),
        ItemOf itemOf => (itemOf.List, itemOf.Element),
        TextTest test => (test.Operand, null),
        Matches matches => (matches.Operand, null),
        Has has => (has.Operand, null),
        IsTrue isTrue => (isTrue.Operand, null),
        _ => (null, null),
    };

    private static Operand? OperandOf(Anatomy anatomy, Value? value) =>
        value is not null && anatomy.Values.TryGetValue(value, out Operand? operand) ? operand : null;
}
