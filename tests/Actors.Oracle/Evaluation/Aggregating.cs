using Actors.Oracle.History;
using Actors.Oracle.Numbers;
using Actors.Oracle.Time;
using Actors.Oracle.Values;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>Aggregates over the events of a view.</summary>
public sealed class Aggregating(Events events, ZonedCalendar calendar)
{
    private readonly RowRules rules = new(calendar);

    public Datum? Read(EventAggregate aggregate, View view)
    {
        IEnumerable<Entry> selected = events.Selected(aggregate.Events, aggregate.Window, view);
        if (aggregate is Aggregate ofRows) return Fold(ofRows, selected);
        List<Entry> held = [.. selected.Where(entry => rules.Holds(aggregate.Events.Where, Row.Of(entry)))];
        return aggregate switch
        {
            Count => new Number(Rational.Of(held.Count)),
            Occurrence when held.Count == 0 => null,
            Occurrence { Kind: OccurrenceKind.First } => new Point(held[0].TimestampMs),
            Occurrence => new Point(held[^1].TimestampMs),
            _ => throw new NotSupportedException($"{aggregate}"),
        };
    }

    /// <summary>Contacts told as such, and deliveries that name no contact they confirm.</summary>
    public int CountContacts(Contacts contacts, View view) => view.Entries
        .Where(entry => Windows.Holds(contacts.Window, entry.TimestampMs, view.NowMs, calendar))
        .Select(ChannelOf)
        .Count(channel => channel is not null && (contacts.Channel is null || contacts.Channel == channel));

    /// <summary>Null: no contact. A contact told without a channel is one of no channel.</summary>
    private static string? ChannelOf(Entry entry)
    {
        if (entry.IsContact) return Text(entry, "channel") ?? "";
        if (!entry.IsEvent || Text(entry, "contact_id") is not null) return null;
        return entry.Event switch
        {
            "Email Delivered" => "email",
            "SMS Delivered" => "sms",
            "Push Notification Received" => "push",
            _ => null,
        };
    }

    private static string? Text(Entry entry, string name) =>
        JsonPath.Member(entry.Properties, name) is { ValueKind: System.Text.Json.JsonValueKind.String } text ? text.GetString() : null;

    private Datum? Fold(Aggregate aggregate, IEnumerable<Entry> selected)
    {
        // In the order of (timestamp, log order, index).
        List<(Entry Entry, Datum Value)> values = [.. selected
            .SelectMany(entry => Row.Of(entry, aggregate.Row))
            .Where(row => rules.Holds(aggregate.Events.Where, row))
            .Select(row => (row.Entry, Value: rules.Argument(aggregate.Row, row)!))
            .Where(pair => pair.Value is not null)];
        List<Rational> numbers = [.. values.Select(pair => pair.Value).OfType<Number>().Select(number => number.Value)];
        Rational sum = numbers.Aggregate(Rational.Zero, (a, b) => a + b);
        return aggregate.Function switch
        {
            AggregateFunction.Sum => new Number(sum),
            AggregateFunction.Average when numbers.Count > 0 =>
                new Number(Rational.Divide(sum, Rational.Of(numbers.Count))!.Value),
            AggregateFunction.Minimum when numbers.Count > 0 => new Number(numbers.Min()),
            AggregateFunction.Maximum when numbers.Count > 0 => new Number(numbers.Max()),
            AggregateFunction.Distinct => new Number(Rational.Of(Keyed(values).Select(pair => pair.Key).Distinct().Count())),
            AggregateFunction.Top => MostFrequent(values),
            AggregateFunction.First => values.FirstOrDefault().Value,
            AggregateFunction.Last => values.LastOrDefault().Value,
            _ => null,
        };
    }

    /// <summary>Values with a key that is equal for equal values; a list gives no row.</summary>
    private static IEnumerable<(string Key, Entry Entry, Datum Value)> Keyed(List<(Entry Entry, Datum Value)> values) =>
        values.Where(pair => pair.Value is not Items).Select(pair => (Key(pair.Value), pair.Entry, pair.Value));

    /// <summary>Texts are ordered by code units, numbers by size (the specification's "ordinally" is of texts); flags come
    /// before numbers, numbers before texts.</summary>
    private static int Order(Datum a, Datum b) => (a, b) switch
    {
        (Text x, Text y) => string.CompareOrdinal(x.Value, y.Value),
        (Number x, Number y) => x.Value.CompareTo(y.Value),
        (Flag x, Flag y) => x.Value.CompareTo(y.Value),
        _ => Kind(a).CompareTo(Kind(b)),
    };

    private static int Kind(Datum value) => value switch
    {
        Flag => 0,
        Number => 1,
        _ => 2,
    };

    private static string Key(Datum value) => value switch
    {
        Number number => $"number {number.Value.Reduced()}",
        Text text => $"text {text.Value}",
        Flag flag => $"flag {flag.Value}",
        Members members => $"object {members.Json}",
        _ => throw new NotSupportedException($"{value}"),
    };

    /// <summary>Ties: the value seen latest (timestamp, log order), within one event the ordinally least.</summary>
    private static Datum? MostFrequent(List<(Entry Entry, Datum Value)> values) => Keyed(values)
        .GroupBy(pair => pair.Key)
        .OrderByDescending(group => group.Count())
        .ThenByDescending(group => group.Max(pair => pair.Entry.TimestampMs))
        .ThenByDescending(group => group.OrderBy(pair => pair.Entry.TimestampMs).ThenBy(pair => pair.Entry.Position)
            .Last().Entry.Position)
        .ThenBy(group => group.First().Value, Comparer<Datum>.Create(Order))
        .FirstOrDefault()?.First().Value;
}
