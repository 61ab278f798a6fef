using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Values and conditions of one event or of one element: what a <c>where</c> may hold.</summary>
internal sealed partial class Grammar
{
    private Node ReadOfEvent()
    {
        SourceSpan start = reader.Current.Span;
        Token token = reader.Current;
        if (token.Text is "any" or "all") return ReadElements(start);
        if (TryReadShared(start) is { } shared) return shared;
        if (token.Text == "timestamp")
        {
            reader.Take();
            if (reader.Current.IsSymbol("."))
                throw Lexer.Fail(
                    token.Span, "timestamp is the event's instant; a property of that name is properties.timestamp");
            return new EventTimestamp { Span = token.Span };
        }

        RefuseCustomerForm(token);
        return ReadProperty(start);
    }

    /// <summary>A property by any of its spellings.</summary>
    private Value ReadProperty(SourceSpan start)
    {
        Token token = reader.Current;
        if (token.Kind != TokenKind.Name || Array.IndexOf(Vocabulary.Connectives, token.Text) >= 0)
            throw reader.Unexpected("a property (write properties.name where the name is a word of the language)");
        RefuseOtherConstants();
        reader.Take();
        switch (token.Text)
        {
            case "context":
                return new ContextProperty(ReadPath("a name in the context")) { Span = reader.SpanFrom(start) };
            case "properties":
                return new Property(ReadPath("the name of a property")) { Span = reader.SpanFrom(start) };
            case "element" when scope == Scope.Element && reader.Current.IsSymbol("."):
                return new ElementProperty(ReadPath("the name of a property")) { Span = reader.SpanFrom(start) };
        }

        TreeList<string> path = reader.Current.IsSymbol(".")
            ? [token.Text, .. ReadPath("the name of a property")]
            : [token.Text];
        SourceSpan span = reader.SpanFrom(start);
        return scope == Scope.Element ? new ElementProperty(path) { Span = span } : new Property(path) { Span = span };
    }

    /// <summary>What other languages write for true, false and what is missing: read as a name it would mean something else.</summary>
    private void RefuseOtherConstants()
    {
        Token token = reader.Current;
        if (!Vocabulary.IsConstant(token.Text) || reader.Next.IsSymbol(".") || reader.Next.IsSymbol("(")) return;
        string meant = token.Text.ToLowerInvariant();
        throw meant == "null"
            ? Lexer.Fail(token.Span, "there is no null: what is missing is asked for by not has(…)")
            : reader.Unexpected("a condition or a value", meant);
    }

    private Condition ReadElements(SourceSpan start)
    {
        bool isAny = reader.Take().Text == "any";
        Value array = ReadProperty(reader.Current.Span);
        reader.Expect("(");
        Scope outer = scope;
        scope = Scope.Element;
        Condition condition = ReadCondition();
        scope = outer;
        if (!reader.Current.IsSymbol(")")) throw UnexpectedRest("')', 'and' or 'or'");
        reader.Take();
        SourceSpan span = reader.SpanFrom(start);
        return isAny
            ? new AnyElement(array, condition) { Span = span } : new AllElements(array, condition) { Span = span };
    }

    private void RefuseCustomerForm(Token token)
    {
        bool isCall = reader.Next.IsSymbol("(");
        bool isPath = reader.Next.IsSymbol(".") && token.Text is "trait" or "account" or "consent" or "table" or "rfm";
        if (!isCall && !isPath) return;
        if (Array.IndexOf(Vocabulary.RefusedInWhere, token.Text) < 0)
        {
            if (isCall)
                throw reader.Unexpected("a function of events: month, weekday, hour or has", Vocabulary.OfEvents);
            return;
        }

        throw Lexer.Fail(
            token.Span,
            $"where looks at one event alone, without traits, aggregates or members ('{token.Text}'); " +
            $"a property of that name is properties.{token.Text}");
    }
}
