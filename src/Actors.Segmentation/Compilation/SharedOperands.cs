using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary><c>month</c>, <c>weekday</c>, <c>hour</c> of an instant.</summary>
internal sealed class DatePartOperand(Operand instant, DatePartKind part, Calendar calendar) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        instant.Read(ref scope, out Datum of, out change);
        value = default;
        if (!Comparing.TryMoment(of, calendar, out Datum moment)) return;
        value = Datum.Whole(part switch
        {
            DatePartKind.Month => calendar.MonthOf(moment.Ms),
            DatePartKind.Weekday => calendar.WeekdayOf(moment.Ms),
            _ => calendar.HourOf(moment.Ms),
        });
    }
}

/// <summary>Arithmetic within a row or a <c>where</c>: products and quotients are rounded to millionths.</summary>
internal sealed class RowArithmeticOperand(Operand left, ArithmeticOperator op, Operand right) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = long.MaxValue;
        left.Read(ref scope, out Datum a, out _);
        right.Read(ref scope, out Datum b, out _);
        value = default;
        if (a.Kind != DatumKind.Number || b.Kind != DatumKind.Number) return;
        Amount? result = op switch
        {
            ArithmeticOperator.Add => InRange(a.Millionths + b.Millionths),
            ArithmeticOperator.Subtract => InRange(a.Millionths - b.Millionths),
            ArithmeticOperator.Multiply => Amount.Multiply(new Amount(a.Millionths), new Amount(b.Millionths)),
            _ => Amount.Divide(new Amount(a.Millionths), new Amount(b.Millionths)),
        };
        if (result is { } number && InRange(number.Millionths) is not null) value = Datum.Number(number.Millionths);
    }

    // Beyond what can be read there is no number: sums of rows stay far from overflow.
    private static Amount? InRange(Int128 millionths) =>
        Int128.Abs(millionths) <= Amount.MaxReadable.Millionths ? new Amount(millionths) : null;
}

/// <summary>Arithmetic between features: exact quotients.</summary>
internal sealed class ArithmeticOperand(Operand left, ArithmeticOperator op, Operand right) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        left.Read(ref scope, out Datum a, out long changeLeft);
        right.Read(ref scope, out Datum b, out long changeRight);
        change = Math.Min(changeLeft, changeRight);
        value = default;
        if (a.Kind != DatumKind.Number || b.Kind != DatumKind.Number) return;
        Ratio x = Ratio.Of(a), y = Ratio.Of(b);
        Ratio? result = op switch
        {
            ArithmeticOperator.Add => x + y,
            ArithmeticOperator.Subtract => x - y,
            ArithmeticOperator.Multiply => x * y,
            _ => Ratio.Divide(x, y),
        };
        if (result is not null) value = new Datum { Kind = DatumKind.Number, Divisor = 1, Ratio = result };
    }
}
