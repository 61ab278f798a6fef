using Actors.Segmentation.Language.Checking;
using Actors.Segmentation.Language.Parsing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Speaking;

/// <summary>Comparisons: of numbers and texts, of instants, of how often and how long.</summary>
internal sealed partial class Speaker
{
    private string Compare(Comparison comparison)
    {
        (Value left, ComparisonOperator op, Value right) = (comparison.Left, comparison.Operator, comparison.Right);
        if (left is Literal && right is not Literal) (left, op, right) = (right, op.Mirrored(), left);
        if (left is Since since && right is DurationLiteral time) return Passed(since, op, time);
        if (left is Count count && right is NumberLiteral { Number: var times } && times.IsWhole) return Happened(count, op, times);
        bool isInstant = ValueKinds.Of(left) == ValueKind.Instant || ValueKinds.Of(right) == ValueKind.Instant;
        return Say(left) + (isInstant ? Against(op, left, Moment(right)) : Than(op, left, right));
    }

    private string Passed(Since since, ComparisonOperator op, DurationLiteral time)
    {
        bool isOne = time.Count == 1;
        string said = Say(time);
        if (op == ComparisonOperator.NotEqual)
        {
            return L($"a time other than {said} has passed since ", $"une durée autre {French.That(said)} s’est écoulée depuis ") + Say(since.Instant);
        }
        string how = op switch
        {
            ComparisonOperator.Less => L($"less than {said}", "moins " + French.De(said)),
            ComparisonOperator.LessOrEqual => L($"at most {said}", $"au plus {said}"),
            ComparisonOperator.Greater => L($"more than {said}", "plus " + French.De(said)),
            ComparisonOperator.GreaterOrEqual => L($"at least {said}", $"au moins {said}"),
            _ => L($"exactly {said}", $"exactement {said}"),
        };
        string passed = (IsFeminine(time.Unit) ? "écoulée" : "écoulé") + (isOne ? "" : "s");
        return how + L(isOne ? " has passed since " : " have passed since ", (isOne ? " s’est " : " se sont ") + passed + " depuis ") + Say(since.Instant);
    }

    private string Happened(Count count, ComparisonOperator op, Amount number)
    {
        long times = (long)(number.Millionths / Amount.Scale);
        bool isAny = count.Events.IsAny;
        string where = Where(count.Events);
        string what = isAny ? L("an event of any kind", "un événement quelconque") + where : Say(count.Events);
        string when = When(count.Window);
        bool never = (op == ComparisonOperator.Equal && times == 0) || (op == ComparisonOperator.Less && times == 1) || (op == ComparisonOperator.LessOrEqual && times == 0);
        if (never)
        {
            return isAny
                ? L($"no event{where} happened{when}", $"aucun événement{where} n’a eu lieu{when}")
                : L($"{what} did not happen{when}", $"{what} n’a pas eu lieu{when}");
        }
        if (op == ComparisonOperator.Greater && times >= 0) (op, times) = (ComparisonOperator.GreaterOrEqual, times + 1);
        string often = times == 1 ? L("once", "une fois") : $"{Say(Whole(times))} {L("times", "fois")}";
        if (op == ComparisonOperator.NotEqual)
        {
            return L($"{what} did not happen exactly {often}{when}", $"{what} n’a pas eu lieu exactement {often}{when}");
        }
        string how = op switch
        {
            ComparisonOperator.GreaterOrEqual => L("at least ", "au moins "),
            ComparisonOperator.LessOrEqual => L("at most ", "au plus "),
            ComparisonOperator.Less => L("fewer than ", "moins de "),
            ComparisonOperator.Greater => L("more than ", "plus de "),
            _ => L("exactly ", "exactement "),
        };
        return L($"{what} happened {how}{often}{when}", $"{what} a eu lieu {how}{often}{when}");
    }

    /// <summary>Of an instant and another; a date is a whole day.</summary>
    private string Against(ComparisonOperator op, Value left, string moment) => op switch
    {
        ComparisonOperator.Equal => L(" is ", " est ") + moment,
        ComparisonOperator.NotEqual => L(" is not ", " n’est pas ") + moment,
        ComparisonOperator.Less => L($" is before {moment}", $" est {Agreed("antérieur", left)} {French.To(moment)}"),
        ComparisonOperator.LessOrEqual => L($" is not after {moment}", $" n’est pas {Agreed("postérieur", left)} {French.To(moment)}"),
        ComparisonOperator.Greater => L($" is after {moment}", $" est {Agreed("postérieur", left)} {French.To(moment)}"),
        _ => L($" is not before {moment}", $" n’est pas {Agreed("antérieur", left)} {French.To(moment)}"),
    };

    private string Than(ComparisonOperator op, Value left, Value right)
    {
        string said = Of(left, right);
        if (op is ComparisonOperator.Equal or ComparisonOperator.NotEqual)
        {
            bool isEqual = op == ComparisonOperator.Equal;
            bool isPlain = !isFrench || right is Literal;
            return isPlain
                ? L(isEqual ? " is " : " is not ", isEqual ? " est " : " n’est pas ") + said
                : (isEqual ? " est " : " n’est pas ") + Agreed("égal", left) + " " + French.To(said);
        }
        // « d’au moins 5 » is how amounts are said; a name, a text or another feature is compared.
        bool isAmount = right is NumberLiteral && left is not DatePart;
        return op switch
        {
            ComparisonOperator.Less => L($" is less than {said}", $" est {Agreed("inférieur", left)} {French.To(said)}"),
            ComparisonOperator.LessOrEqual when isAmount => L($" is at most {said}", $" est d’au plus {said}"),
            ComparisonOperator.LessOrEqual => L($" is at most {said}", $" est {Agreed("inférieur", left)} ou {Agreed("égal", left)} {French.To(said)}"),
            ComparisonOperator.Greater => L($" is more than {said}", $" est {Agreed("supérieur", left)} {French.To(said)}"),
            _ when isAmount => L($" is at least {said}", $" est d’au moins {said}"),
            _ => L($" is at least {said}", $" est {Agreed("supérieur", left)} ou {Agreed("égal", left)} {French.To(said)}"),
        };
    }

    /// <summary>A value beside what it is compared with: the numbers of months and weekdays have names.</summary>
    private string Of(Value beside, Value value) =>
        beside is DatePart part && value is NumberLiteral { Number: var number } && CalendarWords.Name(part.Part, number, isFrench) is { } name ? name : Say(value);

    /// <summary>A text that is compared with an instant is one.</summary>
    private string Moment(Value value) =>
        value is TextLiteral { Text: var text } && MomentReader.Read(text) is { } moment ? Say(moment) : Say(value);

    private static string Agreed(string adjective, Value subject) => adjective + (IsFeminine(subject) ? "e" : "");

    private static bool IsFeminine(Value value) =>
        value is Aggregate { Function: AggregateFunction.Average } or DatePart { Part: DatePartKind.Hour } or EventTimestamp;

    private static bool IsFeminine(DurationUnit unit) =>
        unit is DurationUnit.Seconds or DurationUnit.Minutes or DurationUnit.Hours or DurationUnit.Weeks;
}
