using System.Text;
using Actors.Segmentation.Language.Checking;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>Makes rules of conditions. Equal conditions of several units become one rule that remembers its answer.</summary>
internal sealed class RuleCompiler(
    OperandCompiler operands, SequenceCompiler sequences, SegmentLookup segments, Calendar calendar)
{
    private readonly Dictionary<Condition, int> _uses = [];
    private readonly Dictionary<Condition, (SharedRule Rule, SeriesPlan[] Used)> _shared = [];

    /// <summary>What became of each condition on a customer.</summary>
    public Dictionary<Condition, Rule> Compiled { get; } = [];

    /// <summary>How many rules remember their answers.</summary>
    public int MemoSlots => _shared.Count;

    /// <summary>Counts the conditions of a unit, before any is compiled.</summary>
    public void Count(Condition condition)
    {
        foreach (Node node in Children.SelfAndDescendants(condition))
        {
            if (node is Condition part) _uses[part] = _uses.GetValueOrDefault(part) + 1;
        }
    }

    /// <summary>Compiles a condition on a customer.</summary>
    public Rule Compile(Condition condition)
    {
        if (_shared.TryGetValue(condition, out (SharedRule Rule, SeriesPlan[] Used) known))
        {
            operands.Uses(known.Used);
            return known.Rule;
        }
        (Rule rule, SeriesPlan[] used) = operands.Collect(() => Make(condition, RowContext.Customer));
        if (rule.IsCheap || _uses.GetValueOrDefault(condition) < 2) return Compiled[condition] = rule;
        SharedRule shared = new(rule, _shared.Count);
        _shared.Add(condition, (shared, used));
        return Compiled[condition] = shared;
    }

    /// <summary>Compiles a condition on an event, or on a row.</summary>
    public Rule Compile(Condition condition, RowContext row) => row.IsCustomer ? Compile(condition) : Make(condition, row);

    private Rule Make(Condition condition, RowContext row) => condition switch
    {
        And and => new AndRule([.. and.Terms.Select(term => Compile(term, row))]),
        Or or => new OrRule([.. or.Terms.Select(term => Compile(term, row))]),
        Not not => new NotRule(Compile(not.Operand, row)),
        AtLeast atLeast => new AtLeastRule(atLeast.Minimum, [.. atLeast.Terms.Select(term => Compile(term, row))]),
        Comparison comparison => Compare(comparison, row),
        Between between => new AndRule([
            Compare(new Comparison(between.Operand, ComparisonOperator.GreaterOrEqual, between.Low) { Span = between.Span }, row),
            Compare(new Comparison(between.Operand, ComparisonOperator.LessOrEqual, between.High) { Span = between.Span }, row)]),
        OneOf oneOf => new OneOfRule(
            Operand(oneOf.Operand, row), [.. oneOf.Options.Select(option => Operand(option, row))], calendar),
        ItemOf itemOf => new ItemOfRule(Operand(itemOf.Element, row), Operand(itemOf.List, row), calendar),
        TextTest test => new TextRule(Operand(test.Operand, row), test.Operator, Encoding.UTF8.GetBytes(test.Text)),
        Matches matches => Match(matches, row),
        Has has => new HasRule(Operand(has.Operand, row)),
        IsTrue isTrue => new IsTrueRule(Operand(isTrue.Operand, row)),
        AnyElement any => new ElementsRule(Operand(any.Array, row), Compile(any.Condition, row), all: false),
        AllElements all => new ElementsRule(Operand(all.Array, row), Compile(all.Condition, row), all: true),
        Member member => Membership(member, member.Segment, member.For),
        WasMember was => new WasMemberRule(
            segments.Track(was.Segment, was), Of(was.Within), Membership(was, was.Segment, null), calendar),
        Sequence sequence => sequences.Compile(sequence),
        _ => throw new RefusalException(condition, "This condition is not known."),
    };

    private Operand Operand(Value value, RowContext row) => operands.Compile(value, row);

    private Rule Compare(Comparison comparison, RowContext row)
    {
        (Value left, ComparisonOperator op, Value right) = (comparison.Left, comparison.Operator, comparison.Right);
        if (left is DurationLiteral || (left is NumberLiteral && right is EventAggregate))
        {
            (left, op, right) = (right, op.Mirrored(), left);
        }
        if (left is Since since && right is DurationLiteral duration)
        {
            return new SinceRule(Operand(since.Instant, row), op, Length.Of(duration), calendar);
        }
        if (right is NumberLiteral number && operands.TryClosed(left, op, number) is { } rule) return rule;
        return new CompareRule(Operand(left, row), op, Operand(right, row), calendar);
    }

    private MatchesRule Match(Matches matches, RowContext row)
    {
        var pattern = Patterns.TryCompile(matches.Pattern, out string? refusal);
        return new MatchesRule(Operand(matches.Operand, row), pattern ?? throw new RefusalException(matches, refusal!));
    }

    private MemberRule Membership(Node node, SegmentReference reference, DurationLiteral? duration)
    {
        (int unit, int segment) = segments.Find(reference, node);
        return new MemberRule(unit, segment, Of(duration), segments.UnitOfSegment, calendar);
    }

    private static Length? Of(DurationLiteral? literal) => literal is null ? null : Length.Of(literal);
}
