using System.Text.RegularExpressions;
using Actors.Oracle.Numbers;
using Actors.Oracle.Time;
using Actors.Oracle.Values;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>The forms that rules and <c>where</c> have in common.</summary>
/// <param name="calendar">Of the catalog's time zone.</param>
/// <param name="holds">Decides any condition below.</param>
/// <param name="read">Reads any value below.</param>
public sealed class Shared(ZonedCalendar calendar, Func<Condition, bool> holds, Func<Value, Datum?> read)
{
    public bool Holds(Condition condition) => condition switch
    {
        And and => and.Terms.All(holds),
        Or or => or.Terms.Any(holds),
        Not not => !holds(not.Operand),
        AtLeast atLeast => atLeast.Terms.Count(holds) >= atLeast.Minimum,
        Comparison comparison => Compare(comparison.Left, comparison.Operator, comparison.Right),
        Between between => Compare(between.Operand, ComparisonOperator.GreaterOrEqual, between.Low)
            && Compare(between.Operand, ComparisonOperator.LessOrEqual, between.High),
        OneOf oneOf => oneOf.Options.Any(option => Compare(oneOf.Operand, ComparisonOperator.Equal, option)),
        ItemOf itemOf => read(itemOf.List) is Items items && IsItem(read(itemOf.Element), items),
        TextTest test => read(test.Operand) is Text text && Holds(text.Value, test.Operator, test.Text),
        Matches matches => read(matches.Operand) is Text text
            && Regex.IsMatch(text.Value, matches.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
        Has has => read(has.Operand) is not null,
        IsTrue isTrue => read(isTrue.Operand) is Flag { Value: true },
        _ => throw new NotSupportedException($"{condition.GetType().Name}: {condition}"),
    };

    public Datum? Read(Value value) => value switch
    {
        TextLiteral text => new Text(text.Text),
        NumberLiteral number => new Number(Rational.OfMillionths((System.Numerics.BigInteger)number.Number.Millionths)),
        BooleanLiteral flag => new Flag(flag.Flag),
        DateLiteral date => new Day(date.Date),
        InstantLiteral instant => new Point(instant.UnixMilliseconds),
        DatePart part => Part(part),
        Arithmetic arithmetic => Compute(arithmetic, read(arithmetic.Left), read(arithmetic.Right), rounded: false),
        _ => throw new NotSupportedException($"{value.GetType().Name}: {value}"),
    };

    /// <summary>Arithmetic on numbers; missing when a side is no number or when dividing by zero.</summary>
    public static Number? Compute(Arithmetic arithmetic, Datum? left, Datum? right, bool rounded)
    {
        if (left is not Number { Value: var a } || right is not Number { Value: var b }) return null;
        Rational? result = arithmetic.Operator switch
        {
            ArithmeticOperator.Add => a + b,
            ArithmeticOperator.Subtract => a - b,
            ArithmeticOperator.Multiply => a * b,
            _ => Rational.Divide(a, b),
        };
        if (result is not { } value) return null;
        return new Number(rounded ? value.RoundedToMillionths() : value);
    }

    private bool Compare(Value left, ComparisonOperator comparison, Value right) =>
        Comparing.Holds(read(left), comparison, read(right), calendar);

    private bool IsItem(Datum? element, Items items) => items.Elements.Any(item =>
        Comparing.Holds(element, ComparisonOperator.Equal, Datum.Of(item), calendar));

    private static bool Holds(string text, TextOperator test, string part) => test switch
    {
        TextOperator.Contains => text.Contains(part, StringComparison.Ordinal),
        TextOperator.StartsWith => text.StartsWith(part, StringComparison.Ordinal),
        _ => text.EndsWith(part, StringComparison.Ordinal),
    };

    private Number? Part(DatePart part)
    {
        if (Comparing.InstantOf(read(part.Instant), calendar) is not { } instant) return null;
        NodaTime.LocalDateTime local = calendar.Local(instant);
        int number = part.Part switch
        {
            DatePartKind.Month => local.Month,
            DatePartKind.Weekday => (int)local.DayOfWeek,
            _ => local.Hour,
        };
        return new Number(Rational.Of(number));
    }
}
