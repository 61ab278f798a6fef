using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Speaking;

/// <summary>Values, events and windows.</summary>
internal sealed partial class Speaker
{
    private string Say(Value value) => value switch
    {
        TextLiteral text => Quoted(text.Text),
        NumberLiteral number => Say(number.Number),
        BooleanLiteral flag => flag.Flag ? L("true", "vrai") : L("false", "faux"),
        DurationLiteral duration => Say(duration),
        Trait trait => L("the trait ", "l'attribut ") + Quoted(string.Join('.', trait.Path)),
        AccountTrait trait => L("the account's ", "pour le compte, ") + Quoted(string.Join('.', trait.Path)),
        Age { BirthDate: Trait } => L("the age", "l'âge"),
        Age age => L($"the age by {Say(age.BirthDate)}", $"l'âge selon {Say(age.BirthDate)}"),
        Count count => L($"the number of {Say(count.Events)}", $"le nombre de {Say(count.Events)}") + When(count.Window),
        Occurrence occurrence => (occurrence.Kind == OccurrenceKind.First ? L("the first ", "le premier ") : L("the latest ", "le dernier "))
            + Say(occurrence.Events) + When(occurrence.Window),
        Aggregate aggregate => Fold(aggregate.Function) + Say(aggregate.Row) + L(" of ", " de ") + Say(aggregate.Events) + When(aggregate.Window),
        Spend spend => L("the amount spent", "le montant dépensé") + When(spend.Window),
        Contacts contacts => L("the number of contacts", "le nombre de contacts")
            + (contacts.Channel is { } channel ? L(" by ", " par ") + Quoted(channel) : "") + When(contacts.Window),
        TableField field => Quoted(string.Join('.', field.Path)) + L(" in the table ", " dans la table ") + Quoted(field.Table)
            + L(" for ", " pour ") + Say(field.Key),
        Since since => L("the time since ", "le temps écoulé depuis ") + Say(since.Instant),
        DatePart { Instant: Now } part => Part(part.Part) + L(" now", " en cours"),
        DatePart part => Part(part.Part) + L(" of ", " de ") + Say(part.Instant),
        EventTimestamp => L("its time", "sa date"),
        Now => L("now", "maintenant"),
        Property property => Quoted(string.Join('.', property.Path)),
        ElementProperty element => Quoted(string.Join('.', element.Path)),
        ContextProperty context => L("the context's ", "dans le contexte, ") + Quoted(string.Join('.', context.Path)),
        Arithmetic arithmetic => $"{Operand(arithmetic.Left)} {Sign(arithmetic.Operator)} {Operand(arithmetic.Right)}",
        _ => Printer.Print(value),
    };

    private string Operand(Value value) => value is Arithmetic ? $"({Say(value)})" : Say(value);

    private string Say(EventSelector events) =>
        (events.Name is { } name ? Quoted(name) : L("any event", "un événement quelconque"))
        + (events.Where is { } where ? L(" (where ", " (où ") + Say(where) + ")" : "");

    /// <summary>With a blank before it; empty for no window.</summary>
    private string When(Window window) => window switch
    {
        RelativeWindow { Near: { } near } relative => L(
            $" between {Say(relative.Far)} and {Say(near)} ago", $", il y a entre {Say(near)} et {Say(relative.Far)}"),
        RelativeWindow relative => " " + Last(relative.Far),
        SinceWindow since => L(" since ", " depuis le ") + Say(since.From),
        BetweenWindow between => L($" from {Say(between.From)} to {Say(between.To)}", $" du {Say(between.From)} au {Say(between.To)}"),
        _ => "",
    };

    private string Last(DurationLiteral duration)
    {
        if (!isFrench) return duration.Count == 1 ? $"in the last {Unit(duration)}" : $"in the last {Say(duration)}";
        bool feminine = duration.Unit is DurationUnit.Seconds or DurationUnit.Minutes or DurationUnit.Hours or DurationUnit.Weeks or DurationUnit.Years;
        return duration.Count == 1
            ? $"au cours {(feminine ? "de la dernière" : "du dernier")} {Unit(duration, "année")}"
            : $"au cours des {duration.Count} {(feminine ? "dernières" : "derniers")} {Unit(duration, "année")}";
    }

    private string Say(DurationLiteral duration) => $"{duration.Count} {Unit(duration)}";

    private string Unit(DurationLiteral duration, string year = "an")
    {
        string unit = duration.Unit switch
        {
            DurationUnit.Seconds => L("second", "seconde"),
            DurationUnit.Minutes => L("minute", "minute"),
            DurationUnit.Hours => L("hour", "heure"),
            DurationUnit.Days => L("day", "jour"),
            DurationUnit.Weeks => L("week", "semaine"),
            DurationUnit.Months => L("month", "mois"),
            _ => L("year", year),
        };
        return duration.Count == 1 || unit == "mois" ? unit : unit + "s";
    }

    private string Say(Amount number)
    {
        string text = Printer.Print(new NumberLiteral(number));
        return isFrench ? text.Replace('.', ',') : text;
    }

    private string Part(DatePartKind part) => part switch
    {
        DatePartKind.Month => L("the month", "le mois"),
        DatePartKind.Weekday => L("the weekday", "le jour de la semaine"),
        _ => L("the hour", "l'heure"),
    };

    private string Fold(AggregateFunction function) => function switch
    {
        AggregateFunction.Sum => L("the total of ", "le total de "),
        AggregateFunction.Average => L("the average of ", "la moyenne de "),
        AggregateFunction.Minimum => L("the least ", "le plus petit "),
        AggregateFunction.Maximum => L("the greatest ", "le plus grand "),
        AggregateFunction.Distinct => L("the number of different ", "le nombre de valeurs différentes de "),
        AggregateFunction.Top => L("the most frequent ", "le plus fréquent "),
        AggregateFunction.First => L("the first ", "le premier "),
        _ => L("the latest ", "le dernier "),
    };

    private static char Sign(ArithmeticOperator op) => op switch
    {
        ArithmeticOperator.Add => '+',
        ArithmeticOperator.Subtract => '−',
        ArithmeticOperator.Multiply => '×',
        _ => '÷',
    };

    private string Quoted(string text) => isFrench ? FrenchMarks.Quoted(text) : $"“{text}”";
}
