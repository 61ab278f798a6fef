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
        DateLiteral date => CalendarWords.Say(date.Date, isFrench),
        InstantLiteral instant => CalendarWords.Say(instant, isFrench),
        Trait trait => L("the trait ", "l’attribut ") + Path(trait.Path),
        AccountTrait trait => L($"the account’s {Path(trait.Path)}", $"l’attribut {Path(trait.Path)} du compte"),
        Age { BirthDate: Trait } => L("the age", "l’âge"),
        Age age => L($"the age by {Say(age.BirthDate)}", $"l’âge selon {Say(age.BirthDate)}"),
        Count count => L("the number of ", "le nombre ")
            + (count.Events.IsAny ? L("events", "d’événements") + Where(count.Events) : L("", "de ") + Say(count.Events)) + When(count.Window),
        Occurrence occurrence => (occurrence.Kind == OccurrenceKind.First ? L("the first ", "le premier ") : L("the latest ", "le dernier "))
            + (occurrence.Events.IsAny ? L("event", "événement") + Where(occurrence.Events) : Say(occurrence.Events)) + When(occurrence.Window),
        Aggregate aggregate => Fold(aggregate.Function) + Say(aggregate.Row) + L(" of " + Say(aggregate.Events), " " + French.De(Say(aggregate.Events)))
            + When(aggregate.Window),
        Spend spend => L("the amount spent", "le montant dépensé") + When(spend.Window),
        Contacts contacts => L("the number of contacts", "le nombre de contacts")
            + (contacts.Channel is { } channel ? L(" by ", " par ") + Quoted(channel) : "") + When(contacts.Window),
        TableField field => Path(field.Path) + L(" in the table ", " dans la table ") + Quoted(field.Table) + L(" for ", " pour ") + Say(field.Key),
        Since since => L("the time since ", "le temps écoulé depuis ") + Say(since.Instant),
        DatePart { Instant: Now } part => CurrentPart(part.Part),
        DatePart part => Part(part.Part) + L(" of " + Say(part.Instant), " " + French.De(Say(part.Instant))),
        EventTimestamp => L("its time", "sa date"),
        Now => L("now", "maintenant"),
        Property property => Path(property.Path),
        ElementProperty element => Path(element.Path),
        ContextProperty context => L($"the context’s {Path(context.Path)}", $"{Path(context.Path)} du contexte"),
        Arithmetic arithmetic => $"{Operand(arithmetic.Left)} {Sign(arithmetic.Operator)} {Operand(arithmetic.Right)}",
        _ => Printer.Print(value),
    };

    private string Operand(Value value) => value is Arithmetic ? $"({Say(value)})" : Say(value);

    private string Path(IEnumerable<string> path) => Quoted(string.Join('.', path));

    private string Say(EventSelector events) => (events.Name is { } name ? Quoted(name) : L("any event", "un événement quelconque")) + Where(events);

    /// <summary>With a blank before it; empty for no condition.</summary>
    private string Where(EventSelector events) => events.Where is { } where ? L(" (where ", " (où ") + Say(where) + ")" : "";

    /// <summary>With a blank before it; empty for no window.</summary>
    private string When(Window window) => window switch
    {
        RelativeWindow { Near: { } near } relative => L(
            $" between {Say(relative.Far)} and {Say(near)} ago", $", il y a entre {Say(near)} et {Say(relative.Far)}"),
        RelativeWindow relative => " " + Last(relative.Far),
        SinceWindow since => L(" since ", " depuis ") + Say(since.From),
        BetweenWindow between => L(
            $" from {Say(between.From)} to {Say(between.To)}", $" {French.De(Say(between.From))} {French.To(Say(between.To))}"),
        _ => "",
    };

    private string Last(DurationLiteral duration)
    {
        if (!isFrench) return duration.Count == 1 ? $"in the last {Unit(duration)}" : $"in the last {Say(duration)}";
        bool feminine = IsFeminine(duration.Unit) || duration.Unit == DurationUnit.Years;
        return duration.Count == 1
            ? $"au cours {(feminine ? "de la dernière" : "du dernier")} {Unit(duration, "année")}"
            : $"au cours des {Say(Whole(duration.Count))} {(feminine ? "dernières" : "derniers")} {Unit(duration, "année")}";
    }

    private string Say(DurationLiteral duration) => isFrench && duration.Count == 1
        ? $"{(IsFeminine(duration.Unit) ? "une" : "un")} {Unit(duration)}"
        : $"{Say(Whole(duration.Count))} {Unit(duration)}";

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

    private static Amount Whole(long count) => Amount.FromInteger(count);

    /// <summary>From 10,000 on the thousands stand apart: below, it may be a year.</summary>
    private string Say(Amount number)
    {
        string text = Printer.Print(new NumberLiteral(number)).Replace('-', '−');
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int start = text[0] == '−' ? 1 : 0;
        int whole = point < 0 ? text.Length : point;
        if (whole - start >= 5)
        {
            for (int at = whole - 3; at > start; at -= 3) text = text.Insert(at, L(",", "\u202F"));
        }
        return isFrench ? text.Replace('.', ',') : text;
    }

    private string Part(DatePartKind part) => part switch
    {
        DatePartKind.Month => L("the month", "le mois"),
        DatePartKind.Weekday => L("the weekday", "le jour de la semaine"),
        _ => L("the hour", "l’heure"),
    };

    private string CurrentPart(DatePartKind part) => part switch
    {
        DatePartKind.Month => L("the current month", "le mois en cours"),
        DatePartKind.Weekday => L("the current weekday", "le jour actuel"),
        _ => L("the current hour", "l’heure actuelle"),
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

    private string Quoted(string text) => isFrench ? French.Quoted(text) : $"“{text}”";
}
