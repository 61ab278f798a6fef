using Actors.Segmentation.Language.Parsing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Language.Checking;

/// <summary>Which values can be compared.</summary>
public sealed partial class TypeChecker
{
    private void CheckComparison(Value left, ComparisonOperator comparison, Value right)
    {
        CheckDatePart(left, comparison, right);
        CheckDatePart(right, comparison.Mirrored(), left);
        ValueKind leftKind = ValueKinds.Of(left);
        ValueKind rightKind = ValueKinds.Of(right);
        if (leftKind == ValueKind.Duration || rightKind == ValueKind.Duration)
        {
            CheckDurations(left, right);
            return;
        }

        bool isOrder = comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
        if (isOrder && (leftKind == ValueKind.Boolean || rightKind == ValueKind.Boolean))
        {
            Refuse(right, "True and false have no order: compare them with == or !=.");
            return;
        }

        if (leftKind == ValueKind.Dynamic || rightKind == ValueKind.Dynamic || leftKind == rightKind) return;
        if (leftKind == ValueKind.Instant && right is TextLiteral rightText) CheckInstantText(rightText);
        else if (rightKind == ValueKind.Instant && left is TextLiteral leftText) CheckInstantText(leftText);
        else RefuseType(right, $"{ValueKinds.Describe(leftKind)} to compare with {ValueKinds.Describe(leftKind)}");
    }

    /// <summary>A length of time is compared in one way alone: the time since an instant with a written
    /// duration.</summary>
    private void CheckDurations(Value left, Value right)
    {
        if (left is Since && right is DurationLiteral) return;
        if (left is DurationLiteral && right is Since) return;
        if (left is Since && right is Since)
            Refuse(right, "Two lengths of time are not compared; compare the instants themselves.");
        else if (left is Since)
            RefuseType(right, "a duration such as 30d to compare with since(…)");
        else if (right is Since)
            RefuseType(left, "a duration such as 30d to compare with since(…)");
        else
            Refuse(left is DurationLiteral ? left : right, "A duration is compared with since(…) only; ages and counts are plain numbers.");
    }

    private void CheckInstantText(TextLiteral text)
    {
        if (MomentReader.Read(text.Text) is not null) return;
        errors.Add(LanguageError.Unexpected(
            text.Span, $"\"{text.Text}\"", "a date such as 2026-01-31 or an instant such as 2026-01-31T08:00:00Z"));
    }

    private void CheckBetween(Between between)
    {
        CheckComparison(between.Operand, ComparisonOperator.GreaterOrEqual, between.Low);
        CheckComparison(between.Operand, ComparisonOperator.LessOrEqual, between.High);
        if (between is { Low: MomentLiteral from, High: MomentLiteral to }) CheckOrder(from, to);
        if (between is { Low: DurationLiteral shorter, High: DurationLiteral longer } && DurationBounds.IsAlwaysLonger(shorter, longer))
            RefuseNew(between.High, "Nothing is between a duration and a shorter one: the shorter one comes first.");
        if (between is not { Low: NumberLiteral low, High: NumberLiteral high } || low.Number <= high.Number) return;
        RefuseNew(between.High, between.Operand is DatePart part
            ? $"Nothing is between a number and a smaller one; over the turn of the {Turn(part.Part)}, join two comparisons with 'or': … >= {low.Number} or … <= {high.Number}."
            : "Nothing is between a number and a smaller one: the smaller one comes first.");
    }

    private static string Turn(DatePartKind part) => part switch
    {
        DatePartKind.Month => "year",
        DatePartKind.Weekday => "week",
        _ => "day",
    };

    /// <summary>A month 13 never comes, and Sunday is 7, not 0.</summary>
    private void CheckDatePart(Value left, ComparisonOperator comparison, Value right)
    {
        bool isEquality = comparison is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        if (!isEquality || left is not DatePart { Part: var part } || right is not NumberLiteral { Number: var number }) return;
        (long least, long most, string range) = part switch
        {
            DatePartKind.Month => (1, 12, "Months go from 1 to 12."),
            DatePartKind.Weekday => (1, 7, "Weekdays go from 1 (Monday) to 7 (Sunday)."),
            _ => (0L, 23L, "Hours go from 0 to 23."),
        };
        if (!number.IsWhole || number < Amount.FromInteger(least) || number > Amount.FromInteger(most)) RefuseNew(right, range);
    }

    private void CheckOptions(OneOf oneOf)
    {
        foreach (Literal option in oneOf.Options)
        {
            if (option is DurationLiteral) Refuse(option, "A list holds no durations; compare since(…) with one.");
            else CheckComparison(oneOf.Operand, ComparisonOperator.Equal, option);
        }
    }

    private void CheckItem(ItemOf itemOf)
    {
        if (ValueKinds.Of(itemOf.List) != ValueKind.Dynamic) RefuseType(itemOf.List, "a list: a trait or property");
        if (ValueKinds.Of(itemOf.Element) == ValueKind.Duration) RefuseType(itemOf.Element, "an item of a list");
    }

    private void ExpectText(Value operand)
    {
        if (ValueKinds.Of(operand) is ValueKind.Text or ValueKind.Dynamic) return;
        RefuseType(operand, "a text");
    }
}
