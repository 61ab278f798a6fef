using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Speaking;

/// <summary>Says conditions in one language.</summary>
internal sealed partial class Speaker(bool isFrench)
{
    public string Say(Condition condition) => condition switch
    {
        And and => Joined(and.Terms, L(", and ", ", et ")),
        Or or => L("either ", "soit ") + Joined(or.Terms, L(", or ", ", soit ")),
        Not not => Negated(Inner(not.Operand)),
        AtLeast atLeast => L($"at least {atLeast.Minimum} of these hold: ", $"au moins {atLeast.Minimum} de ces conditions sont vraies{FrenchMarks.Colon}")
            + Joined(atLeast.Terms, L("; ", FrenchMarks.Semicolon)),
        Comparison comparison => Compare(comparison),
        Between between => L(
            $"{Say(between.Operand)} is between {Say(between.Low)} and {Say(between.High)}",
            $"{Say(between.Operand)} est compris entre {Say(between.Low)} et {Say(between.High)}"),
        OneOf oneOf => L($"{Say(oneOf.Operand)} is one of ", $"{Say(oneOf.Operand)} est parmi ") + string.Join(", ", oneOf.Options.Select(Say)),
        ItemOf item => L($"{Say(item.List)} contains {Say(item.Element)}", $"{Say(item.List)} contient {Say(item.Element)}"),
        TextTest test => Say(test.Operand) + Test(test.Operator) + Quoted(test.Text),
        Matches matches => L($"{Say(matches.Operand)} matches ", $"{Say(matches.Operand)} correspond à ") + Quoted(matches.Pattern),
        Has has => L($"{Say(has.Operand)} is known", $"{Say(has.Operand)} est renseigné"),
        IsTrue { Operand: Trait { Path: ["consent", _, ..] path } } => L("there is consent to ", "il y a consentement pour ") + Quoted(string.Join('.', path.Skip(1))),
        IsTrue isTrue => L($"{Say(isTrue.Operand)} is true", $"{Say(isTrue.Operand)} est vrai"),
        AnyElement any => L($"one of {Say(any.Array)} is such that {Inner(any.Condition)}", $"un élément de {Say(any.Array)} est tel que {Inner(any.Condition)}"),
        AllElements all => L($"all of {Say(all.Array)} are such that {Inner(all.Condition)}", $"tous les éléments de {Say(all.Array)} sont tels que {Inner(all.Condition)}"),
        Member member => L("the customer is in the segment ", "le client est dans le segment ") + Quoted(member.Segment.ToString())
            + (member.For is { } time ? L($", and has been for {Say(time)}", $", depuis au moins {Say(time)}") : ""),
        WasMember was => L("the customer is, or was, in the segment ", "le client est, ou a été, dans le segment ") + Quoted(was.Segment.ToString())
            + (was.Within is { } time ? " " + Last(time) : ""),
        Sequence sequence => Follow(sequence),
        _ => Printer.Print(condition),
    };

    private string Compare(Comparison comparison)
    {
        (Value left, ComparisonOperator op, Value right) = (comparison.Left, comparison.Operator, comparison.Right);
        if (left is DurationLiteral || (left is NumberLiteral && right is EventAggregate or Contacts)) (left, op, right) = (right, op.Mirrored(), left);
        if (left is Since since && right is DurationLiteral time) return Passed(since, op, time);
        if (left is Count count && right is NumberLiteral { Number: var times } && times.IsWhole) return Happened(count, op, times);
        return $"{Say(left)}{Than(op)}{Say(right)}";
    }

    private string Passed(Since since, ComparisonOperator op, DurationLiteral time)
    {
        string how = op switch
        {
            ComparisonOperator.Less => L("less than ", "moins de "),
            ComparisonOperator.LessOrEqual => L("at most ", "au plus "),
            ComparisonOperator.Greater => L("more than ", "plus de "),
            ComparisonOperator.GreaterOrEqual => L("at least ", "au moins "),
            ComparisonOperator.Equal => L("exactly ", "exactement "),
            _ => L("not exactly ", "pas exactement "),
        };
        return L($"{how}{Say(time)} have passed since {Say(since.Instant)}", $"{how}{Say(time)} se sont écoulés depuis {Say(since.Instant)}");
    }

    private string Happened(Count count, ComparisonOperator op, Amount number)
    {
        long times = (long)(number.Millionths / Amount.Scale);
        string what = Say(count.Events);
        string when = When(count.Window);
        bool never = (op == ComparisonOperator.Equal && times == 0) || (op == ComparisonOperator.Less && times == 1) || (op == ComparisonOperator.LessOrEqual && times == 0);
        if (never) return L($"{what} did not happen{when}", $"{what} n'a pas eu lieu{when}");
        if (op == ComparisonOperator.Greater && times >= 0) (op, times) = (ComparisonOperator.GreaterOrEqual, times + 1);
        string how = op switch
        {
            ComparisonOperator.GreaterOrEqual => L("at least ", "au moins "),
            ComparisonOperator.LessOrEqual => L("at most ", "au plus "),
            ComparisonOperator.Less => L("fewer than ", "moins de "),
            ComparisonOperator.NotEqual => L("not exactly ", "pas exactement "),
            _ => L("exactly ", "exactement "),
        };
        string often = times == 1 ? L("once", "une fois") : L($"{times} times", $"{times} fois");
        return L($"{what} happened {how}{often}{when}", $"{what} a eu lieu {how}{often}{when}");
    }

    private string Follow(Sequence sequence)
    {
        IEnumerable<string> steps = sequence.Steps.Select(step =>
            (step.IsNegated ? L("no ", "pas de ") : "") + Say(step.Events) + (step.Within is { } time ? L(" within ", " en ") + Say(time) : ""));
        string first = When(sequence.Window);
        return L("in this order: ", $"dans cet ordre{FrenchMarks.Colon}") + string.Join(L(", then ", ", puis "), steps)
            + (first.Length == 0 ? "" : L($" (the first of them{first})", $" (le premier{first})"));
    }

    private string Negated(string said) => !isFrench ? "it is not so that " + said
        : said.StartsWith("il ", StringComparison.Ordinal) ? "il n'est pas vrai qu'" + said
        : "il n'est pas vrai que " + said;

    private string Joined(IEnumerable<Condition> terms, string between) => string.Join(between, terms.Select(Inner));

    /// <summary>Within another condition, what has parts of its own stands in parentheses.</summary>
    private string Inner(Condition condition) => condition is And or Or or AtLeast ? $"({Say(condition)})" : Say(condition);

    private string Than(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => L(" is ", " est "),
        ComparisonOperator.NotEqual => L(" is not ", " n'est pas "),
        ComparisonOperator.Less => L(" is less than ", " est inférieur à "),
        ComparisonOperator.LessOrEqual => L(" is at most ", " est au plus "),
        ComparisonOperator.Greater => L(" is more than ", " est supérieur à "),
        _ => L(" is at least ", " est au moins "),
    };

    private string Test(TextOperator test) => test switch
    {
        TextOperator.Contains => L(" contains ", " contient "),
        TextOperator.StartsWith => L(" begins with ", " commence par "),
        _ => L(" ends with ", " finit par "),
    };

    private string L(string english, string french) => isFrench ? french : english;
}
