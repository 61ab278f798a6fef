using System.Text.Json;
using Actors.Oracle.Numbers;
using Actors.Oracle.Time;
using Actors.Oracle.Values;
using Actors.Segmentation.Language.Tree;
using NodaTime;

namespace Actors.Oracle.Evaluation;

/// <summary>What a rule says of a customer at an instant, read off all the records.</summary>
public sealed class CustomerRules
{
    private readonly ZonedCalendar calendar;
    private readonly Aggregating aggregating;
    private readonly Sequences sequences;
    private readonly Spending spending;

    public CustomerRules(ZonedCalendar calendar, IReadOnlyDictionary<string, DurationLiteral> retention)
    {
        this.calendar = calendar;
        var events = new Events(calendar, retention);
        aggregating = new Aggregating(events, calendar);
        sequences = new Sequences(events, calendar);
        spending = new Spending(events, calendar);
    }

    public bool Holds(Condition condition, View view) => condition switch
    {
        Comparison { Left: Since since, Right: DurationLiteral than } comparison =>
            HoldsSince(since, comparison.Operator, than, view),
        Comparison { Left: DurationLiteral than, Right: Since since } comparison =>
            HoldsSince(since, Mirrored(comparison.Operator), than, view),
        Between { Operand: Since since, Low: DurationLiteral low, High: DurationLiteral high } =>
            HoldsSince(since, ComparisonOperator.GreaterOrEqual, low, view)
            && HoldsSince(since, ComparisonOperator.LessOrEqual, high, view),
        Has { Operand: Since since } => Instant(since, view) is not null,
        Member member => IsMember(member, view),
        WasMember was => WasMember(was, view),
        Sequence sequence => sequences.Holds(sequence, view),
        _ => Below(view).Holds(condition),
    };

    public Datum? Read(Value value, View view) => value switch
    {
        Trait trait => Datum.Of(TraitFacts.Find(view.Entries, trait.Path)),
        Age age => YearsSince(Comparing.DateOf(Read(age.BirthDate, view)), view.NowMs),
        EventAggregate aggregate => aggregating.Read(aggregate, view),
        Now => new Point(view.NowMs),
        Contacts contacts => new Number(Rational.Of(aggregating.CountContacts(contacts, view))),
        TableField field => Look(field, view),
        Spend spend => new Number(spending.Sum(spend.Window, view)),
        _ => Below(view).Read(value),
    };

    /// <summary>The row whose key is the text; anything else finds none.</summary>
    private Datum? Look(TableField field, View view) =>
        Read(field.Key, view) is Text key && view.Tables.TryGetValue(field.Table, out JsonElement table)
            ? Datum.Of(JsonPath.Follow(table, [key.Value, .. field.Path]))
            : null;

    private Shared Below(View view) => new(calendar, condition => Holds(condition, view), value => Read(value, view));

    private long? Instant(Since since, View view) => Comparing.InstantOf(Read(since.Instant, view), calendar);

    /// <summary><c>since(x) OP d</c> means now OP plus(x, d), at whole milliseconds.</summary>
    private bool HoldsSince(Since since, ComparisonOperator comparison, DurationLiteral than, View view) =>
        Instant(since, view) is { } instant
        && Comparing.Holds(view.NowMs.CompareTo(calendar.Plus(instant, than)), comparison);

    private static ComparisonOperator Mirrored(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Less => ComparisonOperator.Greater,
        ComparisonOperator.LessOrEqual => ComparisonOperator.GreaterOrEqual,
        ComparisonOperator.Greater => ComparisonOperator.Less,
        ComparisonOperator.GreaterOrEqual => ComparisonOperator.LessOrEqual,
        _ => comparison,
    };

    private bool IsMember(Member member, View view)
    {
        if (!view.Memberships.IsMember(member.Segment)) return false;
        return member.For is null
            || view.NowMs >= calendar.Plus(view.Memberships.LastEntry(member.Segment)!.Value, member.For);
    }

    private bool WasMember(WasMember was, View view) =>
        view.Memberships.IsMember(was.Segment)
        || view.Memberships.Exits(was.Segment)
            .Any(exit => was.Within is null || view.NowMs < calendar.Plus(exit, was.Within));

    /// <summary>Whole years; of a date in the future there are none. Born on 29 February: 1 March in common years.</summary>
    private Number? YearsSince(LocalDate? birth, long nowMs)
    {
        LocalDate today = calendar.Local(nowMs).Date;
        if (birth is not { } date || date > today) return null;
        bool isLeapDay = date is { Month: 2, Day: 29 } && !CalendarSystem.Iso.IsLeapYear(today.Year);
        LocalDate birthday = isLeapDay ? new LocalDate(today.Year, 3, 1) : new LocalDate(today.Year, date.Month, date.Day);
        return new Number(Rational.Of(today.Year - date.Year - (today < birthday ? 1 : 0)));
    }
}
