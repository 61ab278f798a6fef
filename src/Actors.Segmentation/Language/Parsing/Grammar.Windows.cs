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

    private DurationLiteral ReadDuration(string example) =>
        (DurationLiteral)reader.Expect(TokenKind.Duration, $"a duration such as {example}").Literal!;

    private MomentLiteral ReadMoment() =>
        (MomentLiteral)reader.Expect(TokenKind.Moment, "a date such as 2026-01-31").Literal!;

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
