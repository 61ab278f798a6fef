using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Windows, and the forms that take nothing else: spend and contacts; sequences.</summary>
internal sealed partial class Grammar
{
    private Window ReadWindow()
    {
        SourceSpan start = reader.Current.Span;
        if (reader.TryTake("in"))
        {
            DurationLiteral far = ReadDuration("30d");
            DurationLiteral? near = reader.TryTake("..") ? ReadDuration("4mo") : null;
            return new RelativeWindow(far, near) { Span = reader.SpanFrom(start) };
        }

        if (reader.TryTake("since")) return new SinceWindow(ReadMoment()) { Span = reader.SpanFrom(start) };
        if (!reader.TryTake("between")) return Window.Ever;
        MomentLiteral from = ReadMoment();
        reader.Expect("and");
        return new BetweenWindow(from, ReadMoment()) { Span = reader.SpanFrom(start) };
    }

    private DurationLiteral ReadDuration(string example)
    {
        string expected = $"a duration such as {example}";
        // "30 days" is one word here.
        bool isApart = reader.Current.Kind == TokenKind.Number && reader.Next.Kind == TokenKind.Name;
        if (isApart && DurationReader.Suggest(reader.Current.Text, reader.Next.Text) is { } together) throw reader.Unexpected(expected, together);
        return (DurationLiteral)reader.Expect(TokenKind.Duration, expected).Literal!;
    }

    private MomentLiteral ReadMoment()
    {
        const string expected = "a date such as 2026-01-31";
        Token token = reader.Current;
        if (token.Kind == TokenKind.Text && MomentReader.Read(token.Text) is not null) throw reader.Unexpected(expected, token.Text);
        return (MomentLiteral)reader.Expect(TokenKind.Moment, expected).Literal!;
    }

    private Spend ReadSpend(SourceSpan start)
    {
        reader.Take();
        reader.Expect("(");
        Window window = ReadWindow();
        if (!reader.Current.IsSymbol(")")) throw reader.Unexpected("a window such as 'in 90d', or ')'");
        reader.Take();
        return new Spend(window) { Span = reader.SpanFrom(start) };
    }

    private Contacts ReadContacts(SourceSpan start)
    {
        reader.Take();
        reader.Expect("(");
        string? channel = reader.Current.Kind == TokenKind.Text ? reader.Take().Text : null;
        Window window = ReadWindow();
        if (!reader.Current.IsSymbol(")"))
            throw reader.Unexpected("a channel in quotes, a window such as 'in 7d', or ')'");
        reader.Take();
        return new Contacts(channel, window) { Span = reader.SpanFrom(start) };
    }

    private Sequence ReadSequence(SourceSpan start)
    {
        reader.Take();
        reader.Expect("(");
        List<SequenceStep> steps = [];
        do
        {
            steps.Add(ReadStep());
        }
        while (reader.TryTake("then"));
        Window window = ReadWindow();
        if (!reader.Current.IsSymbol(")"))
            throw reader.Unexpected("'then', 'within', a window such as 'in 7d', or ')'", Vocabulary.Connectives);
        reader.Take();
        return new Sequence([.. steps], window) { Span = reader.SpanFrom(start) };
    }

    private SequenceStep ReadStep()
    {
        SourceSpan start = reader.Current.Span;
        bool isNegated = reader.TryTake("no");
        SourceSpan selectorStart = reader.Current.Span;
        EventSelector events = ReadWhere(ReadEventName(), selectorStart);
        DurationLiteral? within = reader.TryTake("within") ? ReadDuration("1h") : null;
        return new SequenceStep(isNegated, events, within) { Span = reader.SpanFrom(start) };
    }
}
