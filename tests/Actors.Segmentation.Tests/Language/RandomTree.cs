using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.Values;
using NodaTime;

namespace Actors.Segmentation.Tests.Language;

/// <summary>Random trees of every form, sound by the grammar though not always by their types.</summary>
internal sealed class RandomTree(int seed)
{
    private static readonly string[] Names =
    [
        "price", "category", "color", "order_id", "a", "b2", "$total", "été", "日本", "and", "in", "count", "timestamp",
        "properties", "context", "element", "first name", "2fa", "with \"quotes\"", "any", "😀", "true", "no", "since",
        "trait",
    ];

    private static readonly string[] Texts =
        ["", "Paris", "a\\b", "line\nbreak", "\"", "\t\u0001\u2028", "naïve ☕ 😀", "2026-01-01"];
    private static readonly string?[] Events =
        [null, "Order Completed", "Page Viewed", "Screen Viewed", "any", "Product \"Added\""];
    private static readonly string[] Segments = ["vip", "lifecycle/at-risk", "a b/c d", "é"];

    private readonly Random random = new(seed);

    public Condition Definition() => OfCustomer(4);

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];

    private T Pick<T>() where T : struct, Enum => Pick(Enum.GetValues<T>());

    private bool Coin() => random.Next(2) == 0;

    private TreeList<T> Some<T>(int least, Func<T> make) =>
        [.. Enumerable.Range(0, least + random.Next(3)).Select(_ => make())];

    private TreeList<string> Path() => Some(1, () => Pick(Names));

    private SegmentReference Segment() =>
        SegmentReference.TryParse(Pick(Segments), out SegmentReference reference)
            ? reference : throw new InvalidOperationException();

    private DurationLiteral Duration() => new(random.Next(0, 100), Pick<DurationUnit>());

    private DurationLiteral? MaybeDuration() => Coin() ? Duration() : null;

    private MomentLiteral Moment() => Coin()
        ? new DateLiteral(new LocalDate(random.Next(1, 10_000), random.Next(1, 13), random.Next(1, 29)))
        : new InstantLiteral(random.NextInt64(-62_135_596_800_000, 253_402_300_799_999));

    private Amount Number() => Pick(
        Amount.Zero, Amount.FromInteger(random.Next(-100, 100)), new Amount(random.NextInt64()), -Amount.MaxReadable);

    private Literal AnyLiteral() => random.Next(5) switch
    {
        0 => new TextLiteral(Pick(Texts)),
        1 => new BooleanLiteral(Coin()),
        2 => Moment(),
        3 => Duration(),
        _ => new NumberLiteral(Number()),
    };

    private Window AnyWindow() => random.Next(4) switch
    {
        0 => Window.Ever,
        1 => new RelativeWindow(Duration(), MaybeDuration()),
        2 => new SinceWindow(Moment()),
        _ => new BetweenWindow(Moment(), Moment()),
    };

    private EventSelector Selector(int depth) =>
        new(Pick(Events), Coin() ? OfEvent(depth - 1, isElement: false) : null);

    private Condition OfCustomer(int depth)
    {
        int form = random.Next(depth > 0 ? 6 : 3);
        return form switch
        {
            0 => new Member(Segment(), MaybeDuration()),
            1 => new WasMember(Segment(), MaybeDuration()),
            2 => new Sequence(Some(1, () => new SequenceStep(Coin(), Selector(depth), MaybeDuration())), AnyWindow()),
            3 => Shared(depth, OfCustomer, CustomerValue, () => Coin() ? new Trait(Path()) : Table(depth)),
            _ => Shared(depth, OfCustomer, CustomerValue, () =>
                Pick<Value>(new Trait(["consent", "email"]), new AccountTrait(Path()))),
        };
    }

    private Condition OfEvent(int depth, bool isElement)
    {
        if (depth > 0 && random.Next(4) == 0)
        {
            Condition inner = OfEvent(depth - 1, isElement: true);
            return Coin() ? new AnyElement(Field(isElement), inner) : new AllElements(Field(isElement), inner);
        }

        return Shared(depth, d => OfEvent(d, isElement), d => EventValue(d, isElement), () => Field(isElement));
    }

    private Condition Shared(int depth, Func<int, Condition> condition, Func<int, Value> value, Func<Value> field)
    {
        int below = depth - 1;
        return random.Next(depth > 0 ? 12 : 6) switch
        {
            0 => new IsTrue(field()),
            1 => new Has(value(below)),
            2 => new TextTest(value(below), Pick<TextOperator>(), Pick(Texts)),
            3 => new Matches(value(below), Pick(Texts)),
            4 => new OneOf(value(below), Some(1, AnyLiteral)),
            5 => new ItemOf(value(below), field()),
            6 => new And(Some(2, () => condition(below))),
            7 => new Or(Some(2, () => condition(below))),
            8 => new Not(condition(below)),
            9 => new AtLeast(random.Next(1, 4), Some(1, () => condition(below))),
            10 => new Between(value(below), value(below), value(below)),
            _ => new Comparison(value(below), Pick<ComparisonOperator>(), value(below)),
        };
    }

    private Value Field(bool isElement) => random.Next(3) switch
    {
        0 => new ContextProperty(Path()),
        1 when isElement => new ElementProperty(Path()),
        _ => new Property(Path()),
    };

    private Value EventValue(int depth, bool isElement) => random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => AnyLiteral(),
        1 => new EventTimestamp(),
        2 or 3 => Field(isElement),
        4 => new DatePart(Pick<DatePartKind>(), EventValue(depth - 1, isElement)),
        _ => new Arithmetic(
            EventValue(depth - 1, isElement), Pick<ArithmeticOperator>(), EventValue(depth - 1, isElement)),
    };

    private Value Row(int depth, bool isLeftmost)
    {
        if (depth > 0 && Coin())
            return new Arithmetic(
                Row(depth - 1, isLeftmost), Pick<ArithmeticOperator>(), Row(depth - 1, isLeftmost: false));
        return isLeftmost || Coin() ? Field(isElement: false) : new NumberLiteral(Number());
    }

    private TableField Table(int depth) => new(Pick(Names), CustomerValue(depth - 1), Path());

    private Value CustomerValue(int depth) => random.Next(depth > 0 ? 20 : 11) switch
    {
        0 or 1 => AnyLiteral(),
        2 => new Trait(Path()),
        3 => new AccountTrait(Path()),
        4 => new Rfm(Pick<RfmPart>()),
        5 => new LifetimeValue(Duration()),
        6 => new AliveProbability(),
        7 => new ExpectedOrders(Duration()),
        8 => new Lookalike(Segment()),
        9 => new Cluster(Pick(Texts)),
        10 => Coin() ? new Spend(AnyWindow()) : new Contacts(Pick(null, "email", "any"), AnyWindow()),
        11 => new Age(CustomerValue(depth - 1)),
        12 => new Since(CustomerValue(depth - 1)),
        13 => Table(depth),
        14 => new DatePart(Pick<DatePartKind>(), Coin() ? new Now() : CustomerValue(depth - 1)),
        15 => new Count(Selector(depth), AnyWindow()),
        16 => new Occurrence(Pick<OccurrenceKind>(), Selector(depth), AnyWindow()),
        17 or 18 => new Aggregate(Pick<AggregateFunction>(), Row(2, isLeftmost: true), Selector(depth), AnyWindow()),
        _ => new Arithmetic(CustomerValue(depth - 1), Pick<ArithmeticOperator>(), CustomerValue(depth - 1)),
    };
}
