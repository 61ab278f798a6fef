using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>One customer at one instant, evaluated over all records received so far. Slow and obvious.</summary>
internal sealed partial class OracleView
{
    private readonly IReadOnlyList<OracleEvent> _events;
    private readonly OracleMembers _members;
    private readonly OracleTime _time;
    private readonly IReadOnlyDictionary<string, DurationLiteral> _retention;
    private readonly long _now;

    public OracleView(
        IReadOnlyList<OracleEvent> events, OracleMembers members, OracleTime time,
        IReadOnlyDictionary<string, DurationLiteral> retention, long now)
    {
        _events = events;
        _members = members;
        _time = time;
        _retention = retention;
        _now = now;
    }

    public bool Holds(Condition condition) => Holds(condition, null, null);

    public object? Value(Value value) => Value(value, null, null);

    private bool Holds(Condition condition, Row? row, JsonNode? element) => condition switch
    {
        And and => and.Terms.All(term => Holds(term, row, element)),
        Or or => or.Terms.Any(term => Holds(term, row, element)),
        Not not => !Holds(not.Operand, row, element),
        AtLeast atLeast => atLeast.Terms.Count(term => Holds(term, row, element)) >= atLeast.Minimum,
        Comparison { Left: Since since, Right: DurationLiteral duration } c => SinceHolds(since, c.Operator, duration),
        Comparison c => Compare(Value(c.Left, row, element), c.Operator, Value(c.Right, row, element)),
        Between { Operand: Since since, Low: DurationLiteral low, High: DurationLiteral high } =>
            SinceHolds(since, ComparisonOperator.GreaterOrEqual, low) && SinceHolds(since, ComparisonOperator.LessOrEqual, high),
        Between b => Compare(Value(b.Operand, row, element), ComparisonOperator.GreaterOrEqual, Value(b.Low, row, element))
            && Compare(Value(b.Operand, row, element), ComparisonOperator.LessOrEqual, Value(b.High, row, element)),
        OneOf o => o.Options.Any(option =>
            Compare(Value(o.Operand, row, element), ComparisonOperator.Equal, Value(option, row, element))),
        ItemOf i => Value(i.List, row, element) is JsonArray array && array.Any(item =>
            Compare(Value(i.Element, row, element), ComparisonOperator.Equal, Plain(item, false))),
        TextTest t => Value(t.Operand, row, element) is string text && t.Operator switch
        {
            TextOperator.Contains => text.Contains(t.Text, StringComparison.Ordinal),
            TextOperator.StartsWith => text.StartsWith(t.Text, StringComparison.Ordinal),
            _ => text.EndsWith(t.Text, StringComparison.Ordinal),
        },
        Matches m => Value(m.Operand, row, element) is string text && Regex.IsMatch(text, m.Pattern, RegexOptions.None, TimeSpan.FromSeconds(5)),
        Has has => Value(has.Operand, row, element) is not null,
        IsTrue isTrue => Value(isTrue.Operand, row, element) is true,
        AnyElement any => Value(any.Array, row, element) is JsonArray array && array.Any(e => Holds(any.Condition, row, e)),
        AllElements all => Value(all.Array, row, element) is JsonArray { Count: > 0 } array && array.All(e => Holds(all.Condition, row, e)),
        Member { For: { } length } m => _members.SinceOf(m.Segment.ToString()) is { } since && _now >= _time.Plus(since, length),
        Member m => _members.SinceOf(m.Segment.ToString()) is not null,
        WasMember w => _members.SinceOf(w.Segment.ToString()) is not null
            || (_members.ExitOf(w.Segment.ToString()) is { } exit && (w.Within is null || _now < _time.Plus(exit, w.Within))),
        _ => throw new NotSupportedException(condition.GetType().Name),
    };

    private bool SinceHolds(Since since, ComparisonOperator op, DurationLiteral duration)
    {
        object? instant = Value(since.Instant, null, null);
        instant = instant is string text ? OracleTime.Moment(text) : instant;
        long? from = instant switch { long ms => ms, LocalDate date => _time.FirstInstant(date), _ => null };
        return from is { } start && Test(_now.CompareTo(_time.Plus(start, duration)), op);
    }

    private bool InWindow(Window window, OracleEvent e)
    {
        long s = e.Timestamp;
        if ((_retention.GetValueOrDefault(e.Name) ?? _retention.GetValueOrDefault("*")) is { } kept && _now >= _time.Plus(s, kept)) return false;
        return window switch
        {
            EverWindow => true,
            RelativeWindow w => (w.Near is null ? s : _time.Plus(s, w.Near)) <= _now && _now < _time.Plus(s, w.Far),
            SinceWindow w => s >= Start(w.From),
            BetweenWindow w => s >= Start(w.From) && (w.To is DateLiteral date
                ? s < _time.FirstInstant(date.Date.PlusDays(1))
                : s <= ((InstantLiteral)w.To).UnixMilliseconds),
            _ => throw new NotSupportedException(),
        };
    }

    private long Start(MomentLiteral moment) =>
        moment is DateLiteral date ? _time.FirstInstant(date.Date) : ((InstantLiteral)moment).UnixMilliseconds;

    private bool Compare(object? left, ComparisonOperator op, object? right)
    {
        if (left is null || right is null) return false;
        bool moments = left is long or LocalDate || right is long or LocalDate;
        if (moments)
        {
            left = left is string a ? OracleTime.Moment(a) : left;
            right = right is string b ? OracleTime.Moment(b) : right;
        }
        return (left, right) switch
        {
            (Fraction a, Fraction b) => Test(a.CompareTo(b), op),
            (string a, string b) => Test(string.CompareOrdinal(a, b), op),
            (bool a, bool b) when op is ComparisonOperator.Equal or ComparisonOperator.NotEqual => Test(a == b ? 0 : 1, op),
            (long a, long b) => Test(a.CompareTo(b), op),
            (LocalDate a, LocalDate b) => Test(a.CompareTo(b), op),
            (long a, LocalDate b) => Test(Against(a, b), op),
            (LocalDate a, long b) => Test(-Against(b, a), op),
            _ => false,
        };
    }

    private int Against(long instant, LocalDate day) =>
        instant < _time.FirstInstant(day) ? -1 : instant < _time.FirstInstant(day.PlusDays(1)) ? 0 : 1;

    private static bool Test(int order, ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };
}
