using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;
using NodaTime;

namespace Actors.Segmentation.Compilation;

/// <summary>Compares two values by the rules of the language.</summary>
internal static class Comparing
{
    /// <summary>False when a side is missing or the types do not fit, for != too.</summary>
    public static bool Holds(in Datum left, ComparisonOperator op, in Datum right, Calendar calendar)
    {
        if (left.Kind == DatumKind.Missing || right.Kind == DatumKind.Missing) return false;
        if (left.Kind == DatumKind.Number && right.Kind == DatumKind.Number) return Test(CompareNumbers(left, right), op);
        if (IsMoment(left.Kind) || IsMoment(right.Kind)) return HoldsForMoments(left, op, right, calendar);
        if (left.Kind != right.Kind) return false;
        if (left.Kind == DatumKind.Text) return Test(CompareTexts(left.Bytes, right.Bytes), op);
        bool isEquality = op is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        return left.Kind == DatumKind.Boolean && isEquality && left.Flag == right.Flag == (op == ComparisonOperator.Equal);
    }

    public static int CompareNumbers(in Datum left, in Datum right)
    {
        if (left.Ratio is null && right.Ratio is null)
        {
            if (left.Divisor == right.Divisor) return left.Millionths.CompareTo(right.Millionths);
            Int128 most = Int128.MaxValue / Math.Max(left.Divisor, right.Divisor);
            if (Int128.Abs(left.Millionths) < most && Int128.Abs(right.Millionths) < most)
            {
                return (left.Millionths * right.Divisor).CompareTo(right.Millionths * left.Divisor);
            }
        }
        return Ratio.Compare(Ratio.Of(left), Ratio.Of(right));
    }

    /// <summary>By UTF-16 code units, from UTF-8: astral characters sort before U+E000 to U+FFFF.</summary>
    public static int CompareTexts(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length - right.Length;
        return Rank(left[common]) - Rank(right[common]);
    }

    private static int Rank(byte unit) => unit is 0xEE or 0xEF ? unit + 0x10 : unit;

    private static bool IsMoment(DatumKind kind) => kind is DatumKind.Instant or DatumKind.Day;

    private static bool HoldsForMoments(in Datum left, ComparisonOperator op, in Datum right, Calendar calendar)
    {
        if (!TryMoment(left, calendar, out Datum a) || !TryMoment(right, calendar, out Datum b)) return false;
        // As spans of instants: an instant is [ms, ms + 1), a day its first to its last; one of them lies within the other or apart.
        if (a.Kind == b.Kind) return Test(a.Ms.CompareTo(b.Ms), op);
        if (a.Kind == DatumKind.Day) return Test(-InstantToDay(b.Ms, a), op);
        return Test(InstantToDay(a.Ms, b), op);
    }

    private static int InstantToDay(long ms, in Datum day) => ms < day.Ms ? -1 : ms < day.EndMs ? 0 : 1;

    /// <summary>The moment a value stands for: itself, or what a text says.</summary>
    public static bool TryMoment(in Datum value, Calendar calendar, out Datum moment)
    {
        moment = value;
        if (IsMoment(value.Kind)) return true;
        if (value.Kind != DatumKind.Text || !Moments.TryRead(value.Bytes, out LocalDate date, out long? ms)) return false;
        moment = ms is { } instant ? Datum.Instant(instant) : Day(date, calendar);
        return true;
    }

    public static Datum Day(LocalDate date, Calendar calendar) =>
        new() { Kind = DatumKind.Day, Ms = calendar.StartOfDay(date), EndMs = calendar.EndOfDay(date) };

    public static bool Test(int order, ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };
}
