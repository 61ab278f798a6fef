using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Values and conditions of a customer.</summary>
internal sealed partial class Grammar
{
    private Node ReadOfCustomer()
    {
        SourceSpan start = reader.Current.Span;
        string name = reader.Current.Text;
        switch (name)
        {
            case "trait":
                reader.Take();
                return new Trait(ReadPath("the name of a trait")) { Span = reader.SpanFrom(start) };
            case "account":
                reader.Take();
                return new AccountTrait(ReadPath("the name of an account's trait")) { Span = reader.SpanFrom(start) };
            case "consent":
                reader.Take();
                return new Trait([name, .. ReadPath("a channel")]) { Span = reader.SpanFrom(start) };
            case "table":
                return ReadTable(start);
            case "now":
                reader.Take();
                return new Now { Span = reader.SpanFrom(start) };
            case "age":
                return new Age(ReadArgument()) { Span = reader.SpanFrom(start) };
            case "since":
                return new Since(ReadArgument()) { Span = reader.SpanFrom(start) };
            case "member":
                return ReadMember(start);
            case "was_member":
                return ReadWasMember(start);
            case "sequence":
                return ReadSequence(start);
            case "spend":
                return ReadSpend(start);
            case "contacts":
                return ReadContacts(start);
            default:
                RefuseOtherConstants();
                Node? other = TryReadShared(start) ?? TryReadModel(start);
                return other ?? TryReadAggregate(start)
                    ?? throw reader.Unexpected("a condition or a value", Vocabulary.OfCustomers);
        }
    }

    /// <summary>The forms that customers and events share.</summary>
    private Node? TryReadShared(SourceSpan start)
    {
        Token token = reader.Current;
        if (token.Text == "at" && reader.Next.IsName("least")) return ReadAtLeast(start);
        if (!reader.Next.IsSymbol("(")) return null;
        switch (token.Text)
        {
            case "has":
                return new Has(ReadArgument()) { Span = reader.SpanFrom(start) };
            case "month":
                return new DatePart(DatePartKind.Month, ReadArgument()) { Span = reader.SpanFrom(start) };
            case "weekday":
                return new DatePart(DatePartKind.Weekday, ReadArgument()) { Span = reader.SpanFrom(start) };
            case "hour":
                return new DatePart(DatePartKind.Hour, ReadArgument()) { Span = reader.SpanFrom(start) };
            default:
                return null;
        }
    }

    /// <summary>A name and one value in parentheses.</summary>
    private Value ReadArgument()
    {
        reader.Take();
        reader.Expect("(");
        reader.Enter();
        Value argument = ReadValue();
        reader.Leave();
        reader.Expect(")");
        return argument;
    }

    private TreeList<string> ReadPath(string expected)
    {
        reader.Expect(".");
        List<string> path = [ReadPathName(expected)];
        while (reader.TryTake(".")) path.Add(ReadPathName(expected));
        return [.. path];
    }

    private string ReadPathName(string expected)
    {
        Token token = reader.Current;
        if (token.Kind is not (TokenKind.Name or TokenKind.Text) || token.Text.Length == 0)
            throw reader.Unexpected($"{expected} (in quotes if it is not a plain word)");
        return reader.Take().Text;
    }

    private TableField ReadTable(SourceSpan start)
    {
        reader.Take();
        reader.Expect(".");
        string table = ReadPathName("the name of a table");
        reader.Expect("(");
        reader.Enter();
        Value key = ReadValue();
        reader.Leave();
        reader.Expect(")");
        return new TableField(table, key, ReadPath("a field of the table")) { Span = reader.SpanFrom(start) };
    }

    private AtLeast ReadAtLeast(SourceSpan start)
    {
        reader.Take();
        reader.Expect("least");
        Token number = reader.Expect(TokenKind.Number, "a whole number");
        if (!int.TryParse(number.Text, out int minimum))
            throw Lexer.Fail(number.Span, "'at least' takes a whole number");
        reader.Expect("of");
        reader.Expect("(");
        List<Condition> terms = [];
        do
        {
            terms.Add(ReadCondition());
        }
        while (reader.TryTake(","));
        if (!reader.Current.IsSymbol(")")) throw UnexpectedRest("',' or ')'");
        reader.Take();
        return new AtLeast(minimum, [.. terms]) { Span = reader.SpanFrom(start) };
    }

    private Member ReadMember(SourceSpan start)
    {
        SegmentReference segment = OpenWithSegment();
        DurationLiteral? minimum = reader.TryTake("for") ? ReadDuration("14d") : null;
        reader.Expect(")");
        return new Member(segment, minimum) { Span = reader.SpanFrom(start) };
    }

    private WasMember ReadWasMember(SourceSpan start)
    {
        SegmentReference segment = OpenWithSegment();
        DurationLiteral? within = reader.TryTake("in") ? ReadDuration("30d") : null;
        reader.Expect(")");
        return new WasMember(segment, within) { Span = reader.SpanFrom(start) };
    }

    private SegmentReference OpenWithSegment()
    {
        reader.Take();
        reader.Expect("(");
        const string expected = "the key of a segment in quotes";
        if (reader.Current.Kind == TokenKind.Name) throw reader.Unexpected(expected, $"\"{reader.Current.Text}\"");
        Token token = reader.Expect(TokenKind.Text, expected);
        return SegmentReference.TryParse(token.Text, out SegmentReference segment)
            ? segment
            : throw Lexer.Fail(token.Span, "a segment is addressed \"segmentation/segment\", or by its key alone");
    }
}
