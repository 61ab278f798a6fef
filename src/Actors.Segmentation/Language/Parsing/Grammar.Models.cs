using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Language.Parsing;

/// <summary>Model features.</summary>
internal sealed partial class Grammar
{
    private static readonly string[] RfmParts = ["r", "f", "m", "segment"];

    private ModelValue? TryReadModel(SourceSpan start)
    {
        switch (reader.Current.Text)
        {
            case "rfm":
                return ReadRfm(start);
            case "p_alive":
                reader.Take();
                return new AliveProbability { Span = reader.SpanFrom(start) };
            case "clv":
                return new LifetimeValue(ReadHorizon()) { Span = reader.SpanFrom(start) };
            case "expected_orders":
                return new ExpectedOrders(ReadHorizon()) { Span = reader.SpanFrom(start) };
            case "lookalike":
                SegmentReference segment = OpenWithSegment();
                reader.Expect(")");
                return new Lookalike(segment) { Span = reader.SpanFrom(start) };
            case "cluster":
                reader.Take();
                reader.Expect("(");
                string clustering = reader.Expect(TokenKind.Text, "the key of a clustering in quotes").Text;
                reader.Expect(")");
                return new Cluster(clustering) { Span = reader.SpanFrom(start) };
            default:
                return null;
        }
    }

    private Rfm ReadRfm(SourceSpan start)
    {
        reader.Take();
        reader.Expect(".");
        int part = reader.Current.Kind == TokenKind.Name ? Array.IndexOf(RfmParts, reader.Current.Text) : -1;
        if (part < 0) throw reader.Unexpected("r, f, m or segment", RfmParts);
        reader.Take();
        return new Rfm((RfmPart)part) { Span = reader.SpanFrom(start) };
    }

    private DurationLiteral ReadHorizon()
    {
        reader.Take();
        reader.Expect("(");
        DurationLiteral horizon = ReadDuration("365d");
        reader.Expect(")");
        return horizon;
    }
}
