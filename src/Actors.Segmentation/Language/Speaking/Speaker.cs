using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Speaking;

/// <summary>Says conditions in one language.</summary>
internal sealed partial class Speaker(bool isFrench)
{
    public string Say(Condition condition) => condition switch
    {
        And and => Joined(and.Terms, L(", and ", ", et ")),
        Or or => Joined(or.Terms, L(", or ", ", ou ")),
        Not not => Negated(not.Operand),
        AtLeast atLeast => Say(atLeast),
        Comparison comparison => Compare(comparison),
        Between between => Say(between),
        OneOf oneOf => $"{Say(oneOf.Operand)} {L("is", "est")} {Choice([.. oneOf.Options.Select(option => Of(oneOf.Operand, option))])}",
        ItemOf item => $"{Say(item.List)} {L("contains", "contient")} {Say(item.Element)}",
        TextTest test => Say(test.Operand) + Test(test.Operator) + Quoted(test.Text),
        Matches matches => Say(matches.Operand) + L(" matches ", " correspond à ") + Quoted(matches.Pattern),
        Has has => Say(has.Operand) + L(" is known", $" est {Agreed("renseigné", has.Operand)}"),
        IsTrue { Operand: Trait { Path: ["consent", _, ..] path } } => L("there is consent to ", "il y a consentement pour ") + Channel(path),
        IsTrue isTrue => Say(isTrue.Operand) + L(" is true", " est vrai"),
        AnyElement any => L(
            $"one of {Say(any.Array)} is such that {Inner(any.Condition)}", $"un élément de {Say(any.Array)} est tel {French.That(Inner(any.Condition))}"),
        AllElements all => L(
            $"all of {Say(all.Array)} are such that {Inner(all.Condition)}",
            $"tous les éléments de {Say(all.Array)} sont tels {French.That(Inner(all.Condition))}"),
        Member member => L("the customer is in the segment ", "le client est dans le segment ") + Quoted(member.Segment.ToString())
            + (member.For is { } time ? L($", and has been for {Say(time)}", $", depuis au moins {Say(time)}") : ""),
        WasMember was => L("the customer is, or was, in the segment ", "le client est, ou a été, dans le segment ") + Quoted(was.Segment.ToString())
            + (was.Within is { } time ? " " + Last(time) : ""),
        Sequence sequence => Follow(sequence),
        _ => Printer.Print(condition),
    };

    private string Say(AtLeast atLeast)
    {
        string head = atLeast.Minimum == 1
            ? L("at least one of these holds: ", $"au moins une de ces conditions est vraie{French.Colon}")
            : L($"at least {atLeast.Minimum} of these hold: ", $"au moins {atLeast.Minimum} de ces conditions sont vraies{French.Colon}");
        return head + Joined(atLeast.Terms, L("; ", French.Semicolon));
    }

    private string Say(Between between)
    {
        string low = Of(between.Operand, between.Low), high = Of(between.Operand, between.High);
        if (between is { Operand: Since since, Low: DurationLiteral from, High: DurationLiteral to })
        {
            string passed = IsFeminine(from.Unit) && IsFeminine(to.Unit) ? "écoulées" : "écoulés";
            return L($"between {low} and {high} have passed since ", $"entre {low} et {high} se sont {passed} depuis ") + Say(since.Instant);
        }
        return Say(between.Operand) + L($" is between {low} and {high}", $" est {Agreed("compris", between.Operand)} entre {low} et {high}");
    }

    private string Follow(Sequence sequence)
    {
        string first = When(sequence.Window);
        return L("in this order: ", $"dans cet ordre{French.Colon}") + string.Join(L(", then ", ", puis "), sequence.Steps.Select(Step))
            + (first.Length == 0 ? "" : L($" (the first of them{first})", $" (le premier{first})"));
    }

    private string Step(SequenceStep step)
    {
        string events = Say(step.Events);
        if (step.IsNegated) events = step.Events.IsAny ? L("nothing", "aucun événement") + Where(step.Events) : L("no ", "pas de ") + events;
        return step.Within is not { } time ? events
            : events + (step.IsNegated ? L($" for {Say(time)}", $" pendant {Say(time)}") : L($" within {Say(time)}", $" en moins {French.De(Say(time))}"));
    }

    private string Negated(Condition condition) => condition switch
    {
        Has has => Say(has.Operand) + L(" is not known", $" n’est pas {Agreed("renseigné", has.Operand)}"),
        IsTrue { Operand: Trait { Path: ["consent", _, ..] path } } =>
            L("there is no consent to ", "il n’y a pas de consentement pour ") + Channel(path),
        IsTrue isTrue => Say(isTrue.Operand) + L(" is not true", " n’est pas vrai"),
        Member { For: null } member => L("the customer is not in the segment ", "le client n’est pas dans le segment ") + Quoted(member.Segment.ToString()),
        _ => L("it is not so that ", "il n’est pas vrai ") + (isFrench ? French.That(Inner(condition)) : Inner(condition)),
    };

    private string Channel(IEnumerable<string> path) => Quoted(string.Join('.', path.Skip(1)));

    private string Joined(IEnumerable<Condition> terms, string between) => string.Join(between, terms.Select(Inner));

    /// <summary>Within another condition, what has parts of its own stands in parentheses.</summary>
    private string Inner(Condition condition) => condition is And or Or or AtLeast ? $"({Say(condition)})" : Say(condition);

    /// <summary><c>a, b or c</c></summary>
    private string Choice(string[] options) =>
        options.Length == 1 ? options[0] : string.Join(", ", options[..^1]) + L(" or ", " ou ") + options[^1];

    private string Test(TextOperator test) => test switch
    {
        TextOperator.Contains => L(" contains ", " contient "),
        TextOperator.StartsWith => L(" begins with ", " commence par "),
        _ => L(" ends with ", " finit par "),
    };

    private string L(string english, string french) => isFrench ? french : english;
}
