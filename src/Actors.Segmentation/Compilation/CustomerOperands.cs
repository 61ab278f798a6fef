using Actors.Segmentation.State;
using Actors.Segmentation.Time;
using Actors.Segmentation.Values;
using NodaTime;

namespace Actors.Segmentation.Compilation;

/// <summary><c>trait.address.city</c></summary>
internal sealed class TraitOperand(byte[][] path) : Operand
{
    public override bool IsTimeless => true;

    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = long.MaxValue;
        value = Paths.Read(new DocValue(TraitStore.Live(scope.State)), path, isAmount: false);
    }
}

/// <summary>A literal.</summary>
internal sealed class ConstantOperand : Operand
{
    private readonly DatumKind _kind;
    private readonly bool _flag;
    private readonly Int128 _millionths;
    private readonly long _ms;
    private readonly long _endMs;
    private readonly byte[] _bytes;

    public override bool IsTimeless => true;

    public ConstantOperand(in Datum value)
    {
        _kind = value.Kind;
        _flag = value.Flag;
        _millionths = value.Millionths;
        _ms = value.Ms;
        _endMs = value.EndMs;
        _bytes = value.Bytes.ToArray();
    }

    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        change = long.MaxValue;
        value = new Datum
        {
            Kind = _kind,
            Flag = _flag,
            Millionths = _millionths,
            Divisor = 1,
            Ms = _ms,
            EndMs = _endMs,
            Bytes = _bytes,
        };
    }
}

/// <summary>Whole years since the written date; changes at local midnight of the birthday.</summary>
internal sealed class AgeOperand(Operand birthDate, Calendar calendar) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        birthDate.Read(ref scope, out Datum text, out change);
        value = default;
        if (text.Kind != DatumKind.Text || !Moments.TryRead(text.Bytes, out LocalDate born, out _)) return;
        LocalDate today = calendar.DateOf(scope.Now);
        if (born > today)
        {
            change = Math.Min(change, calendar.StartOfDay(born));
            return;
        }
        int years = today.Year - born.Year;
        if (Birthday(born, today.Year) > today) years--;
        value = Datum.Whole(years);
        change = Math.Min(change, calendar.StartOfDay(Birthday(born, born.Year + years + 1)));
    }

    private static LocalDate Birthday(LocalDate born, int year) =>
        born.Day > CalendarSystem.Iso.GetDaysInMonth(year, born.Month)
            ? new LocalDate(year, 3, 1)
            : new LocalDate(year, born.Month, born.Day);
}
