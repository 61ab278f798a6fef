using Actors.Oracle.Time;
using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Oracle.Values;

/// <summary>Comparisons of two values: false when one is missing or their types do not fit, != too.</summary>
public static class Comparing
{
    public static bool Holds(Datum? left, ComparisonOperator comparison, Datum? right, ZonedCalendar calendar)
    {
        if (left is null || right is null) return false;
        if (left is Flag a && right is Flag b)
        {
            return comparison switch
            {
                ComparisonOperator.Equal => a.Value == b.Value,
                ComparisonOperator.NotEqual => a.Value != b.Value,
                _ => false,
            };
        }
        if (left is Point or Day || right is Point or Day) return HoldsOfMoments(left, comparison, right, calendar);
        return (left, right) switch
        {
            (Number x, Number y) => Holds(x.Value.CompareTo(y.Value), comparison),
            (Text x, Text y) => Holds(string.CompareOrdinal(x.Value, y.Value), comparison),
            _ => false,
        };
    }

    private static bool HoldsOfMoments(Datum left, ComparisonOperator comparison, Datum right, ZonedCalendar calendar)
    {
        if (Span(left, calendar) is not { } a || Span(right, calendar) is not { } b) return false;
        // Two instants, two days, or an instant and a day: one is before, within, or after the other.
        if (a.End <= b.Start) return Holds(-1, comparison);
        return a.Start >= b.End ? Holds(1, comparison) : Holds(0, comparison);
    }

    /// <summary>From the first instant to the one after the last; an instant is one millisecond long.</summary>
    private static (long Start, long End)? Span(Datum value, ZonedCalendar calendar) => value switch
    {
        Point point => (point.UnixMs, point.UnixMs + 1),
        Day day => (calendar.StartOf(day.Date), calendar.EndOf(day.Date)),
        Text text => Moments.Read(text.Value) switch
        {
            { UnixMs: { } instant } => (instant, instant + 1),
            { } date => (calendar.StartOf(date.Date), calendar.EndOf(date.Date)),
            null => null,
        },
        _ => null,
    };

    public static bool Holds(int order, ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };

    /// <summary>The instant a value says; a date says its first one.</summary>
    public static long? InstantOf(Datum? value, ZonedCalendar calendar) =>
        value is null ? null : Span(value, calendar)?.Start;

    /// <summary>The date a value was written with.</summary>
    public static LocalDate? DateOf(Datum? value) => value is Text text ? Moments.Read(text.Value)?.Date : null;
}
