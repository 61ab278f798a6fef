using System.Text;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Time;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>Makes operands of values, and finds the series that aggregates need.</summary>
internal sealed partial class OperandCompiler(SeriesTable series, Retentions retentions, EventLifetimes lifetimes, Calendar calendar)
{
    private static readonly HashSet<string> AmountNames = new(["price", "quantity", "revenue", "total", "value"], StringComparer.Ordinal);

    private readonly Dictionary<Value, (Operand Operand, SeriesPlan[] Used)> _customers = [];
    private HashSet<SeriesPlan> _used = [];

    /// <summary>Compiles the conditions within <c>where</c>; set once, as the two need each other.</summary>
    public RuleCompiler Rules { get; set; } = null!;

    /// <summary>Values of customers compiled so far that are worth showing, by canonical text.</summary>
    public SortedDictionary<string, Operand> Features { get; } = new(StringComparer.Ordinal);

    /// <summary>What became of each value of a customer.</summary>
    public IEnumerable<KeyValuePair<Value, Operand>> Compiled => _customers.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Operand));

    /// <summary>The series used since the last call.</summary>
    public SeriesPlan[] TakeUsed()
    {
        SeriesPlan[] used = [.. _used];
        _used.Clear();
        return used;
    }

    /// <summary>What is compiled looks at these series.</summary>
    public void Uses(params ReadOnlySpan<SeriesPlan> plans)
    {
        foreach (SeriesPlan plan in plans) _used.Add(plan);
    }

    /// <summary>Makes something, and tells which series it looks at: whoever takes it over from elsewhere looks at them too.</summary>
    public (T Made, SeriesPlan[] Used) Collect<T>(Func<T> make)
    {
        HashSet<SeriesPlan> outer = _used;
        _used = [];
        T made = make();
        SeriesPlan[] used = [.. _used];
        outer.UnionWith(used);
        _used = outer;
        return (made, used);
    }

    public Operand Compile(Value value, RowContext row)
    {
        if (!row.IsCustomer) return MakeOfEvent(value, row);
        if (_customers.TryGetValue(value, out (Operand Operand, SeriesPlan[] Used) known))
        {
            Uses(known.Used);
            return known.Operand;
        }
        (Operand Operand, SeriesPlan[]) made = Collect(() => MakeOfCustomer(value));
        _customers[value] = made;
        if (value is EventAggregate or Spend or Age or Contacts or TableField) Features[Printer.Print(value)] = made.Operand;
        return made.Operand;
    }

    /// <summary>The closed form of a comparison with a number, where there is one.</summary>
    public Rule? TryClosed(Value left, ComparisonOperator op, NumberLiteral number)
    {
        if (left is not (Count or Contacts or Aggregate { Function: AggregateFunction.Sum })) return null;
        // Both are shown in explanations, though the rule reads neither.
        Compile(left, RowContext.Customer);
        Compile(number, RowContext.Customer);
        return left switch
        {
            EventAggregate aggregate when retentions.IsMixed(aggregate.Events) => null,
            Count count => TryCount(Frame(count.Window, count.Events), frame => SeriesOf(count, frame), op, number),
            Contacts contacts => TryCount(Frame(contacts.Window, retention: null), frame => ContactsOf(contacts, frame), op, number),
            _ => TrySum((Aggregate)left, op, number),
        };
    }

    private SumRule? TrySum(Aggregate sum, ComparisonOperator op, NumberLiteral number)
    {
        TimeFrame frame = Frame(sum.Window, sum.Events);
        return frame.IsSliding || frame.IsEver ? new SumRule(SeriesOf(sum, frame), frame, op, number.Number.Millionths) : null;
    }

    private static Rule? TryCount(TimeFrame frame, Func<TimeFrame, SeriesPlan> series, ComparisonOperator op, NumberLiteral number)
    {
        Int128 floor = Int128.DivRem(number.Number.Millionths, Amount.Scale).Quotient;
        bool whole = number.Number.IsWhole;
        if (!whole && number.Number.Millionths < 0) floor -= 1;
        if (op is ComparisonOperator.Equal or ComparisonOperator.NotEqual || !(frame.IsSliding || frame.IsEver)) return null;
        // Of ">= n" and "> n": the least whole count that holds; "<" and "<=" are their opposites.
        bool strict = op is ComparisonOperator.Greater or ComparisonOperator.LessOrEqual;
        Int128 least = strict || !whole ? floor + 1 : floor;
        bool negated = op is ComparisonOperator.Less or ComparisonOperator.LessOrEqual;
        if (least <= 0) return negated ? ConstantRule.False : ConstantRule.True;
        if (least > int.MaxValue) return negated ? ConstantRule.True : ConstantRule.False;
        return new CountRule(series(frame), frame, (int)least, negated);
    }

    private Operand MakeOfCustomer(Value value) => value switch
    {
        Literal literal => Constant(literal),
        Trait trait => new TraitOperand(Keys(trait.Path)),
        Age age => new AgeOperand(Compile(age.BirthDate, RowContext.Customer), calendar),
        DatePart { Instant: Now } part => new SeasonOperand(part.Part, calendar),
        DatePart part => new DatePartOperand(Compile(part.Instant, RowContext.Customer), part.Part, calendar),
        Arithmetic arithmetic => new ArithmeticOperand(
            Compile(arithmetic.Left, RowContext.Customer), arithmetic.Operator, Compile(arithmetic.Right, RowContext.Customer)),
        EventAggregate aggregate => MakeAggregate(aggregate),
        AccountTrait => throw RefusalException.NotYet(value, "accounts"),
        Spend spend => MakeSpend(spend),
        Contacts contacts => MakeContacts(contacts),
        TableField field => new TableOperand(field.Table, Compile(field.Key, RowContext.Customer), Keys(field.Path)),
        ModelValue => throw RefusalException.NotYet(value, "models"),
        Since => throw new RefusalException(value, "A time passed is compared with a duration only."),
        _ => throw new RefusalException(value, $"'{Printer.Print(value)}' has no meaning outside an aggregate."),
    };

    private Operand MakeOfEvent(Value value, RowContext row) => value switch
    {
        Literal literal => Constant(literal),
        Property property => new PropertyOperand(Keys(property.Path), IsAmount(property.Path), row.Shared(property.Path)),
        ElementProperty element => new ElementOperand(Keys(element.Path), IsAmount(element.Path)),
        ContextProperty context => new ContextOperand(Keys(context.Path)),
        EventTimestamp => new TimestampOperand(),
        DatePart part => new DatePartOperand(Compile(part.Instant, row), part.Part, calendar),
        Arithmetic arithmetic => new RowArithmeticOperand(
            Compile(arithmetic.Left, row), arithmetic.Operator, Compile(arithmetic.Right, row)),
        _ => throw new RefusalException(value, $"'{Printer.Print(value)}' is no value of an event."),
    };

    private Operand MakeAggregate(EventAggregate aggregate)
    {
        TimeFrame frame = Frame(aggregate.Window, aggregate.Events);
        if (retentions.IsMixed(aggregate.Events)) return new MixedOperand(MixedSeriesOf(aggregate, frame), lifetimes, frame, aggregate);
        SeriesPlan plan = SeriesOf(aggregate, frame);
        return aggregate switch
        {
            Count => new CountOperand(plan, frame),
            Occurrence occurrence => new OccurrenceOperand(plan, frame, occurrence.Kind),
            Aggregate
            {
                Function: AggregateFunction.Sum or AggregateFunction.Average or AggregateFunction.Minimum
                or AggregateFunction.Maximum
            } numbers => new NumbersOperand(plan, frame, numbers.Function),
            Aggregate values => new ValuesOperand(plan, frame, values.Function),
            _ => throw RefusalException.NotYet(aggregate, "this aggregate"),
        };
    }

    private TimeFrame Frame(Window window, EventSelector events) => Frame(window, retentions.Of(events));

    /// <summary>A window, with a retention as its outer edge.</summary>
    public TimeFrame Frame(Window window, Length? retention)
    {
        return window switch
        {
            RelativeWindow relative => new TimeFrame(
                calendar, Length.Of(relative.Far), relative.Near is { } near ? Length.Of(near) : null, retention,
                long.MinValue, long.MaxValue),
            SinceWindow since => new TimeFrame(calendar, null, null, retention, StartOf(since.From), long.MaxValue),
            BetweenWindow between => new TimeFrame(calendar, null, null, retention, StartOf(between.From), EndOf(between.To)),
            _ => new TimeFrame(calendar, null, null, retention, long.MinValue, long.MaxValue),
        };
    }

    private long StartOf(MomentLiteral moment) =>
        moment is DateLiteral date ? calendar.StartOfDay(date.Date) : ((InstantLiteral)moment).UnixMilliseconds;

    private long EndOf(MomentLiteral moment) =>
        moment is DateLiteral date ? calendar.EndOfDay(date.Date) : ((InstantLiteral)moment).UnixMilliseconds + 1;

    private ConstantOperand Constant(Literal literal) => literal switch
    {
        TextLiteral text => new ConstantOperand(Datum.Text(Encoding.UTF8.GetBytes(text.Text))),
        NumberLiteral number => new ConstantOperand(Datum.Number(number.Number.Millionths)),
        BooleanLiteral flag => new ConstantOperand(Datum.Boolean(flag.Flag)),
        DateLiteral date => new ConstantOperand(Comparing.Day(date.Date, calendar)),
        InstantLiteral instant => new ConstantOperand(Datum.Instant(instant.UnixMilliseconds)),
        _ => throw new RefusalException(literal, "A duration is compared with since(…) only."),
    };

    private static bool IsAmount(TreeList<string> path) => AmountNames.Contains(path[^1]);

    private static byte[][] Keys(IReadOnlyList<string> path) => [.. path.Select(Encoding.UTF8.GetBytes)];
}
