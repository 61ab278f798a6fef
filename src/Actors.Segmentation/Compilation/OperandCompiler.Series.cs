using System.Text;
using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Tree;
using Actors.Segmentation.State;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary>The series that aggregates look at.</summary>
internal sealed partial class OperandCompiler
{
    private SpendOperand MakeSpend(Spend spend)
    {
        // Lifetimes are noted in the entries: where they change, the series is another.
        string key = "orders" + lifetimes.Key;
        TimeFrame frame = Frame(spend.Window, retention: null);
        var plan = (OrderSeries)series.Use(key, lifetimes.Needed(frame), () => new OrderSeries(key, lifetimes));
        _used.Add(plan);
        return new SpendOperand(plan, frame);
    }

    private CountOperand MakeContacts(Contacts contacts)
    {
        TimeFrame frame = Frame(contacts.Window, retention: null);
        return new CountOperand(ContactsOf(contacts, frame), frame);
    }

    private SeriesPlan ContactsOf(Contacts contacts, TimeFrame frame)
    {
        string key = Printer.Print(contacts with { Window = Window.Ever });
        SeriesPlan plan = series.Use(key, Needed(contacts, frame), () => new ContactSeries(key, contacts.Channel));
        _used.Add(plan);
        return plan;
    }

    /// <summary>Of events that count for different times: the series is another where the lifetimes change.</summary>
    private SeriesPlan MixedSeriesOf(EventAggregate aggregate, TimeFrame frame)
    {
        string key = KeyOf(aggregate, SeriesKind.Values) + lifetimes.Key;
        SeriesPlan plan = series.Use(key, lifetimes.Needed(frame), () => MakeSeries(key, SeriesKind.Values, aggregate, lifetimes));
        _used.Add(plan);
        return plan;
    }

    private SeriesPlan SeriesOf(EventAggregate aggregate, TimeFrame frame)
    {
        SeriesKind kind = KindOf(aggregate);
        string key = KeyOf(aggregate, kind);
        SeriesPlan plan = series.Use(key, Needed(aggregate, frame), () => MakeSeries(key, kind, aggregate));
        _used.Add(plan);
        return plan;
    }

    /// <summary>The canonical text of the plainest feature over the same entries.</summary>
    private static string KeyOf(EventAggregate aggregate, SeriesKind kind) => Printer.Print(aggregate switch
    {
        Aggregate a when kind == SeriesKind.Numbers => new Aggregate(AggregateFunction.Sum, a.Row, a.Events, Window.Ever),
        Aggregate a => new Aggregate(AggregateFunction.First, a.Row, a.Events, Window.Ever),
        _ => new Count(aggregate.Events, Window.Ever),
    });

    private RowSeries MakeSeries(string key, SeriesKind kind, EventAggregate aggregate, EventLifetimes? lifetimes = null)
    {
        EventSelector events = aggregate.Events;
        byte[]? name = events.Name is null ? null : Encoding.UTF8.GetBytes(events.Name);
        RowReading[] readings = aggregate is Aggregate { Row: var row }
            ? [.. RowPaths(row).Select(path => Reading(events.Where, row, new RowContext(false, path)))]
            : [Reading(events.Where, null, RowContext.Event)];
        return new RowSeries(key, kind, name, readings, lifetimes);
    }

    private RowReading Reading(Condition? where, Value? row, RowContext context) => new(
        where is null ? null : Rules.Compile(where, context),
        row is null ? null : Compile(row, context),
        Keys(context.Path));

    private static SeriesKind KindOf(EventAggregate aggregate) => aggregate switch
    {
        Aggregate
        {
            Function: AggregateFunction.Sum or AggregateFunction.Average or AggregateFunction.Minimum
            or AggregateFunction.Maximum
        } => SeriesKind.Numbers,
        Aggregate => SeriesKind.Values,
        _ => SeriesKind.Times,
    };

    private Extent Needed(Value aggregate, TimeFrame frame)
    {
        Length? longest = frame.Far ?? frame.Retention;
        Extent needed = Extent.Nothing with
        {
            FixedMs = longest?.Ms ?? 0,
            Months = longest?.Months ?? 0,
            From = frame.HasRange ? frame.From : long.MaxValue,
            Before = frame.HasRange ? frame.Before : long.MinValue,
            Retention = frame.Retention,
            ZoneId = longest?.Months > 0 || frame.Retention?.Months > 0 ? calendar.ZoneId : "",
        };
        return frame.IsEver ? WithBase(aggregate, needed) : needed;
    }

    /// <summary>What a feature without a window needs of the entries that are dropped.</summary>
    private static Extent WithBase(Value aggregate, Extent needed) => aggregate switch
    {
        Count or Contacts => needed with { HasBaseCount = true },
        Occurrence { Kind: OccurrenceKind.First } => needed with { KeepsFirst = true },
        Occurrence => needed with { KeepsLast = true },
        Aggregate a => a.Function switch
        {
            AggregateFunction.Sum => needed,
            AggregateFunction.Average => needed with { HasBaseCount = true },
            AggregateFunction.Minimum or AggregateFunction.Maximum => needed with { HasBaseCount = true, HasExtremes = true },
            AggregateFunction.First => needed with { KeepsFirst = true },
            AggregateFunction.Last => needed with { KeepsLast = true },
            _ => needed with { IsForever = true },
        },
        _ => needed,
    };

    /// <summary>Paths of the argument's properties that may pass through an array, in the order of the text: a single name
    /// does not.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> RowPaths(Value row)
    {
        TreeList<string>[] paths = [.. Children.SelfAndDescendants(row)
            .OfType<Property>()
            .Select(property => property.Path)
            .Where(path => path.Count > 1)
            .DistinctBy(path => string.Join('\0', path.SkipLast(1)), StringComparer.Ordinal)];
        return paths.Length > 0 ? paths : [[]];
    }
}
