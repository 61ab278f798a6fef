using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Aggregates over events: <c>sum("Order Completed".price * quantity where paid in 90d)</c>.</summary>
internal sealed partial class Grammar
{
    // While the first operand of a row is awaited: it names the event and its property at once.
    private bool rowAwaitsEvent;
    private string? rowEvent;

    private EventAggregate? TryReadAggregate(SourceSpan start)
    {
        string name = reader.Current.Text;
        AggregateFunction? function = FunctionOf(name);
        if (function is null && name != "count") return null;
        reader.Take();
        reader.Expect("(");
        SourceSpan selectorStart = reader.Current.Span;
        bool hasPath = reader.Current.IsSymbol("(") || reader.Next.IsSymbol(".");
        if (function is null && hasPath)
            throw Lexer.Fail(
                selectorStart, "count counts events; for the different values of a property write distinct(…)");
        if (function is not (null or AggregateFunction.First or AggregateFunction.Last)) ExpectPath(name, hasPath);
        string? events;
        Value? row = null;
        if (hasPath) (events, row) = ReadRow();
        else events = ReadEventName();
        EventSelector selector = ReadWhere(events, selectorStart);
        Window window = ReadWindow();
        CloseAggregate();
        SourceSpan span = reader.SpanFrom(start);
        if (function is null) return new Count(selector, window) { Span = span };
        if (row is not null) return new Aggregate(function.Value, row, selector, window) { Span = span };
        OccurrenceKind kind = function == AggregateFunction.First ? OccurrenceKind.First : OccurrenceKind.Last;
        return new Occurrence(kind, selector, window) { Span = span };
    }

    private static AggregateFunction? FunctionOf(string name) => name switch
    {
        "sum" => AggregateFunction.Sum,
        "avg" => AggregateFunction.Average,
        "min" => AggregateFunction.Minimum,
        "max" => AggregateFunction.Maximum,
        "distinct" => AggregateFunction.Distinct,
        "top" => AggregateFunction.Top,
        "first" => AggregateFunction.First,
        "last" => AggregateFunction.Last,
        _ => null,
    };

    private void ExpectPath(string function, bool hasPath)
    {
        if (hasPath) return;
        ReadEventName();
        throw reader.Unexpected($"'.' and a property of the event for {function}");
    }

    /// <summary>The event's name; null for any event.</summary>
    private string? ReadEventName()
    {
        Token token = reader.Current;
        if (token.Kind == TokenKind.Text)
        {
            if (token.Text.Length == 0) throw Lexer.Fail(token.Span, "an event's name is not empty");
            return reader.Take().Text;
        }

        string? name = token.Kind != TokenKind.Name ? "" : token.Text switch
        {
            "any" => null,
            "page" => EventSelector.PageViewed,
            "screen" => EventSelector.ScreenViewed,
            _ => "",
        };
        if (name is "")
        {
            const string expected = "the name of an event in quotes, any, page or screen";
            string[] words = ["any", "page", "screen"];
            bool isQuoteless = token.Kind == TokenKind.Name && NearestName.Find(token.Text, words) is null;
            throw isQuoteless ? reader.Unexpected(expected, $"\"{reader.NamesFromHere()}\"") : reader.Unexpected(expected, words);
        }
        reader.Take();
        return name;
    }

    private (string? Events, Value Row) ReadRow()
    {
        Scope outer = scope;
        scope = Scope.Event;
        rowAwaitsEvent = true;
        Value row = ReadValue();
        scope = outer;
        return (rowEvent, row);
    }

    /// <summary>The leftmost operand of a row: parentheses, and in the innermost of them the event and its
    /// property.</summary>
    private Value ReadRowStart()
    {
        SourceSpan start = reader.Current.Span;
        if (reader.TryTake("("))
        {
            reader.Enter();
            Value inner = ReadValue();
            reader.Leave();
            reader.Expect(")");
            return inner;
        }

        rowEvent = ReadEventName();
        rowAwaitsEvent = false;
        if (!reader.Current.IsSymbol(".")) throw reader.Unexpected("'.' and a property of the event");
        Token scoped = reader.Next;
        if (scoped.IsName("timestamp"))
        {
            throw Lexer.Fail(
                scoped.Span,
                "the instant of an event is first(E) or last(E); a property of that name is E.properties.timestamp");
        }
        bool isContext = scoped.IsName("context");
        if (isContext || scoped.IsName("properties")) reader.Take();
        if (isContext || scoped.IsName("properties")) reader.Take();
        TreeList<string> path = ReadPath("the name of a property");
        SourceSpan span = reader.SpanFrom(start);
        return isContext ? new ContextProperty(path) { Span = span } : new Property(path) { Span = span };
    }

    private EventSelector ReadWhere(string? events, SourceSpan start)
    {
        Condition? where = null;
        if (reader.TryTake("where"))
        {
            Scope outer = scope;
            scope = Scope.Event;
            where = ReadCondition();
            scope = outer;
        }

        return new EventSelector(events, where) { Span = reader.SpanFrom(start) };
    }

    private void CloseAggregate()
    {
        Token token = reader.Current;
        if (token.IsName("where")) throw Lexer.Fail(token.Span, "where comes before the window");
        if (!token.IsSymbol(")"))
            throw reader.Unexpected("'where', a window such as 'in 30d', or ')'", Vocabulary.Connectives);
        reader.Take();
    }
}
