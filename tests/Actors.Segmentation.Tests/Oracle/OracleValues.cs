using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>Values, straight from the specification. Null is missing; else bool, Fraction, string, long (an instant), LocalDate,
/// JsonArray or JsonObject.</summary>
internal sealed partial class OracleView
{
    private static readonly string[] AmountNames = ["price", "quantity", "revenue", "total", "value"];

    /// <summary>One row of an aggregate: an event, and which element stands for each array on the way.</summary>
    private sealed record Row(OracleEvent Event, IReadOnlyList<(string[] Path, JsonNode? Element)> Bound);

    private object? Value(Value value, Row? row, JsonNode? element) => value switch
    {
        TextLiteral text => text.Text,
        NumberLiteral number => new Fraction((System.Numerics.BigInteger)number.Number.Millionths, 1_000_000),
        BooleanLiteral flag => flag.Flag,
        DateLiteral date => date.Date,
        InstantLiteral instant => instant.UnixMilliseconds,
        Trait trait => Plain(Follow(Traits(), trait.Path), false),
        Age age => AgeOf(Value(age.BirthDate, null, null)),
        DatePart part => PartOf(part, Value(part.Instant, row, element)),
        Arithmetic arithmetic => Calculate(arithmetic, Value(arithmetic.Left, row, element), Value(arithmetic.Right, row, element), row),
        Property property => Plain(PropertyNode(row!, property.Path), AmountNames.Contains(property.Path[^1])),
        ElementProperty property => Plain(Follow(element, property.Path), AmountNames.Contains(property.Path[^1])),
        ContextProperty property => Plain(Follow(OracleEvent.ContextOf(row!.Event), property.Path), false),
        EventTimestamp => row!.Event.Timestamp,
        Count count => Fraction.Of(Rows(count.Events, count.Window, null).Count),
        Occurrence occurrence => Times(occurrence),
        Aggregate aggregate => AggregateOf(aggregate),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private object? Times(Occurrence occurrence)
    {
        List<Row> rows = Rows(occurrence.Events, occurrence.Window, null);
        if (rows.Count == 0) return null;
        return occurrence.Kind == OccurrenceKind.First ? rows[0].Event.Timestamp : rows[^1].Event.Timestamp;
    }

    private object? AggregateOf(Aggregate aggregate)
    {
        List<(Row Row, object Value)> found = [];
        foreach (Row row in Rows(aggregate.Events, aggregate.Window, aggregate.Row))
        {
            if (Value(aggregate.Row, row, null) is { } value) found.Add((row, value));
        }
        Fraction[] numbers = [.. found.Select(f => f.Value).OfType<Fraction>()];
        var scalars = found.Where(f => f.Value is not (JsonArray or JsonObject)).ToList();
        return aggregate.Function switch
        {
            AggregateFunction.Sum => numbers.Aggregate(Fraction.Of(0), (a, b) => a + b),
            AggregateFunction.Average => numbers.Length == 0 ? null
                : Fraction.Divide(numbers.Aggregate((a, b) => a + b), Fraction.Of(numbers.Length)),
            AggregateFunction.Minimum => numbers.Length == 0 ? null : numbers.Aggregate((a, b) => a.CompareTo(b) <= 0 ? a : b),
            AggregateFunction.Maximum => numbers.Length == 0 ? null : numbers.Aggregate((a, b) => a.CompareTo(b) >= 0 ? a : b),
            AggregateFunction.Distinct => Fraction.Of(scalars.Select(f => f.Value).Distinct().Count()),
            AggregateFunction.Top => TopOf(scalars),
            AggregateFunction.First => found.Count == 0 ? null : found[0].Value,
            _ => found.Count == 0 ? null : found[^1].Value,
        };
    }

    private static object? TopOf(List<(Row Row, object Value)> found)
    {
        int Latest(object value) => found.FindLastIndex(f => f.Value.Equals(value)) is var index
            ? found.FindIndex(f => ReferenceEquals(f.Row.Event, found[index].Row.Event))
            : -1;
        return found.Select(f => f.Value).Distinct()
            .OrderByDescending(value => found.Count(f => f.Value.Equals(value)))
            .ThenByDescending(Latest)
            .ThenBy(value => value is bool ? 0 : value is Fraction ? 1 : 2)
            .ThenBy(value => value is Fraction f ? f.Numerator * (1_000_000 / f.Denominator) : 0)
            .ThenBy(value => value as string ?? "", StringComparer.Ordinal)
            .ThenBy(value => value is true)
            .FirstOrDefault();
    }

    private List<Row> Rows(EventSelector selector, Window window, Value? rowValue)
    {
        List<Row> rows = [];
        foreach (OracleEvent e in _events.Where(e => !e.IsIdentify).OrderBy(e => e.Timestamp).ThenBy(e => e.Order))
        {
            if (selector.Name is not null && selector.Name != e.Name) continue;
            if (!InWindow(window, e)) continue;
            foreach (Row row in rowValue is null ? [new Row(e, [])] : RowsOf(e, Leftmost(rowValue)))
            {
                if (selector.Where is null || Holds(selector.Where, row, null)) rows.Add(row);
            }
        }
        return rows;
    }

    private static IEnumerable<Row> RowsOf(OracleEvent e, IReadOnlyList<string> path)
    {
        List<Row> rows = [new Row(e, [])];
        for (int depth = 1; depth < path.Count; depth++)
        {
            string[] prefix = [.. path.Take(depth)];
            List<Row> next = [];
            foreach (Row row in rows)
            {
                if (PropertyNode(row, prefix) is not JsonArray array) next.Add(row);
                else next.AddRange(array.OfType<JsonObject>().Select(o => new Row(e, [.. row.Bound, (prefix, o)])));
            }
            rows = next;
        }
        return rows;
    }

    private static IReadOnlyList<string> Leftmost(Value value) => value switch
    {
        Property property => property.Path,
        Arithmetic arithmetic => Leftmost(arithmetic.Left),
        _ => [],
    };

    private static JsonNode? PropertyNode(Row row, IReadOnlyList<string> path)
    {
        JsonNode? at = row.Event.Properties;
        int depth = 0;
        foreach ((string[] prefix, JsonNode? element) in row.Bound)
        {
            if (prefix.Length >= path.Count || !prefix.SequenceEqual(path.Take(prefix.Length))) continue;
            at = element;
            depth = prefix.Length;
        }
        return Follow(at, [.. path.Skip(depth)]);
    }

    private static JsonNode? Follow(JsonNode? at, IReadOnlyList<string> path)
    {
        foreach (string name in path) at = (at as JsonObject)?[name];
        return at;
    }

    private static object? Plain(JsonNode? node, bool isAmount)
    {
        if (node is null or JsonArray or JsonObject) return node;
        if (node.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return node.GetValue<bool>();
        if (node.GetValueKind() == JsonValueKind.Number) return Fraction.Of(decimal.Parse(node.ToJsonString(), CultureInfo.InvariantCulture));
        string text = node.GetValue<string>();
        bool isNumber = isAmount && decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        return isNumber ? Fraction.Of(decimal.Parse(text, CultureInfo.InvariantCulture)) : text;
    }

    private JsonObject Traits()
    {
        JsonObject traits = [];
        Dictionary<string, (long, long, string, int)> stamps = [];
        foreach (OracleEvent e in _events.Where(e => e.IsIdentify))
        {
            foreach ((string key, JsonNode? value) in e.Traits)
            {
                (long, long, string, int) stamp = (e.Timestamp, e.ReceivedAt, e.Source, e.Order);
                if (stamps.TryGetValue(key, out var kept) && kept.CompareTo(stamp) > 0) continue;
                stamps[key] = stamp;
                traits[key] = value?.DeepClone();
            }
        }
        return traits;
    }

    private object? AgeOf(object? birth)
    {
        if (birth is not string text || OracleTime.Moment(text) is null) return null;
        LocalDate born = (LocalDate)OracleTime.Moment(text[..10])!;
        LocalDate today = _time.Local(_now).Date;
        if (born > today) return null;
        int years = 0;
        while (Birthday(born, years + 1) <= today) years++;
        return Fraction.Of(years);
    }

    internal static LocalDate Birthday(LocalDate born, int years) =>
        born is { Month: 2, Day: 29 } && !CalendarSystem.Iso.IsLeapYear(born.Year + years)
            ? new LocalDate(born.Year + years, 3, 1)
            : born.PlusYears(years);

    private object? PartOf(DatePart part, object? instant)
    {
        instant = instant is string text ? OracleTime.Moment(text) : instant;
        LocalDateTime? local = instant switch { long ms => _time.Local(ms), LocalDate date => date.AtMidnight(), _ => null };
        if (local is not { } at) return null;
        return Fraction.Of(part.Part switch
        {
            DatePartKind.Month => at.Month,
            DatePartKind.Weekday => (int)at.DayOfWeek,
            _ => at.Hour,
        });
    }

    private static object? Calculate(Arithmetic arithmetic, object? left, object? right, Row? row)
    {
        if (left is not Fraction a || right is not Fraction b) return null;
        Fraction? result = arithmetic.Operator switch
        {
            ArithmeticOperator.Add => a + b,
            ArithmeticOperator.Subtract => a - b,
            ArithmeticOperator.Multiply => a * b,
            _ => Fraction.Divide(a, b),
        };
        return row is null ? result : result?.Rounded();
    }
}
