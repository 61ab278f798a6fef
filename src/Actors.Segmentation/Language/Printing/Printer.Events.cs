using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Printing;

/// <summary>Aggregates, the events they select and windows.</summary>
public sealed partial class Printer
{
    private void WriteAggregate(EventAggregate aggregate)
    {
        Put(Word(aggregate)).Put("(");
        if (aggregate is Aggregate { Row: var row })
        {
            rowEvents = aggregate.Events;
            Write(row);
            rowEvents = null;
        }
        else
        {
            WriteEventName(aggregate.Events);
        }

        WriteWhere(aggregate.Events, aggregate.Window is BetweenWindow);
        WriteAfter(aggregate.Window, " ");
        Put(")");
    }

    private static string Word(EventAggregate aggregate) => aggregate switch
    {
        Count => "count",
        Occurrence { Kind: OccurrenceKind.First } => "first",
        Occurrence => "last",
        Aggregate { Function: AggregateFunction.Average } => "avg",
        Aggregate { Function: AggregateFunction.Minimum } => "min",
        Aggregate { Function: AggregateFunction.Maximum } => "max",
        Aggregate other => other.Function.ToString().ToLowerInvariant(),
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate)),
    };

    private void Write(EventSelector selector)
    {
        WriteEventName(selector);
        WriteWhere(selector, isClosed: false);
    }

    private void WriteEventName(EventSelector selector)
    {
        switch (selector.Name)
        {
            case null:
                Put("any");
                break;
            case EventSelector.PageViewed:
                Put("page");
                break;
            case EventSelector.ScreenViewed:
                Put("screen");
                break;
            default:
                Quoting.Append(output, selector.Name);
                break;
        }
    }

    /// <param name="selector">The events.</param>
    /// <param name="isClosed">
    /// Whether a window with <c>between</c> follows: after a bare property it would be read as a comparison.
    /// </param>
    private void WriteWhere(EventSelector selector, bool isClosed)
    {
        if (selector.Where is not { } where) return;
        Put(" where ").InParentheses(isClosed && EndsBare(where), () => Write(where));
    }

    private static bool EndsBare(Condition condition) => condition switch
    {
        IsTrue => true,
        Not not => EndsBare(not.Operand),
        And and => EndsBare(and.Terms[^1]),
        Or or => EndsBare(or.Terms[^1]),
        _ => false,
    };

    private void WriteAfter(Window window, string separator)
    {
        if (window is EverWindow) return;
        Put(separator).Write(window);
    }

    private void Write(Window window)
    {
        switch (window)
        {
            case RelativeWindow relative:
                Put("in ").Write(relative.Far);
                if (relative.Near is not null) Put("..").Write(relative.Near);
                break;
            case SinceWindow since:
                Put("since ").Write(since.From);
                break;
            case BetweenWindow between:
                Put("between ").Write(between.From);
                Put(" and ").Write(between.To);
                break;
        }
    }

    private void WriteOfEvent(Value value)
    {
        switch (value)
        {
            case EventTimestamp:
                Put("timestamp");
                break;
            case ContextProperty context:
                WriteRowEvent();
                Put("context.").Write(context.Path);
                break;
            case Property property:
                bool isBare = WriteRowEvent()
                    ? property.Path[0] is not ("context" or "properties" or "timestamp")
                    : !isInElement && IsBareName(property.Path[0]);
                Put(isBare ? "" : "properties.").Write(property.Path);
                break;
            case ElementProperty element:
                Put(IsBareName(element.Path[0]) ? "" : "element.").Write(element.Path);
                break;
        }
    }

    private static bool IsBareName(string name) =>
        Parsing.Lexer.IsPlainName(name) && !Vocabulary.Reserved.Contains(name) && !Vocabulary.IsConstant(name);

    private bool WriteRowEvent()
    {
        if (rowEvents is null) return false;
        WriteEventName(rowEvents);
        rowEvents = null;
        Put(".");
        return true;
    }
}
