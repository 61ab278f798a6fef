using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.Explaining;
using Actors.Segmentation.Language.Speaking;

namespace Actors.Engine.Wire;

/// <summary>What is asked and told of customers.</summary>
internal static class WireViews
{
    public static void Write(BlockWriter to, CustomerQuery query)
    {
        to.Signed(query.NowMs);
        to.Signed(query.Catalog);
        to.Flag(query.LookAhead);
        to.Flag(query.Details);
        to.Signed(query.Explain);
        to.Flag(query.Trial is not null);
        if (query.Trial is { } trial)
        {
            to.Text(trial.When);
            to.Signed(trial.Segment);
            to.List(trial.History.Span, WireTurns.Write);
            to.List(trial.Published.Span, WireTurns.Write);
        }
        to.Flag(query.Past);
        to.Flag(query.Only is not null);
        if (query.Only is { } only)
        {
            Write(to, only);
        }
    }

    public static CustomerQuery ReadQuery(ref BlockReader from) => new(
        from.Signed(), from.Int(), from.Flag(), from.Flag(), from.Int(),
        from.Flag() ? new Trial(from.Text(), from.Int(), from.List(WireTurns.ReadRecord), from.List(WireTurns.ReadMigration)) : null,
        from.Flag(), from.Flag() ? ReadWhereabouts(ref from) : null);

    public static void Write(BlockWriter to, CustomerView view)
    {
        to.Id(view.Id);
        to.Flag(view.Exists);
        to.Signed(view.AsOfMs);
        to.Signed(view.CatalogVersion);
        to.Unsigned(view.Sequence);
        to.Signed(view.FirstSeenMs);
        to.Wide(view.SpendMillionths);
        to.Bytes(view.Traits.Span);
        to.List(view.Memberships, Write);
        to.List(view.Features, Write);
        to.Unsigned(view.Applied);
        to.Flag(view.Explanation is not null);
        if (view.Explanation is { } explanation)
        {
            to.Signed(explanation.Segment);
            to.Flag(explanation.IsMember);
            to.Number(explanation.UntilMs);
            Write(to, explanation.Tree);
        }
        WirePreviews.Write(to, view.Tried);
    }

    public static CustomerView ReadView(ref BlockReader from) => new(
        from.Id(), from.Flag(), from.Signed(), from.Int(), from.Long(), from.Signed(), from.Wide(), from.Bytes(),
        from.List(ReadMembership), from.List(ReadFeature), from.Long(),
        from.Flag() ? new Explanation(from.Int(), from.Flag(), from.NumberOrNull(), ReadClause(ref from)) : null,
        WirePreviews.ReadTried(ref from));

    public static void Write(BlockWriter to, MemberQuery query)
    {
        Write(to, query.Only);
        to.Id(query.After);
        to.Signed(query.ItemsMax);
        to.Signed(query.NowMs);
    }

    public static MemberQuery ReadMemberQuery(ref BlockReader from) => new(ReadWhereabouts(ref from), from.Id(), from.Int(), from.Signed());

    private static void Write(BlockWriter to, Whereabouts only)
    {
        to.List(only.In, static (w, segment) => w.Signed(segment));
        to.List(only.Out, static (w, segment) => w.Signed(segment));
    }

    private static Whereabouts ReadWhereabouts(ref BlockReader from) =>
        new(from.List(static (ref BlockReader f) => f.Int()), from.List(static (ref BlockReader f) => f.Int()));

    public static void Write(BlockWriter to, MemberPage page)
    {
        to.List(page.Items, Write);
        to.Id(page.Last);
        to.Signed(page.Looked);
        to.Flag(page.More);
    }

    public static MemberPage ReadMemberPage(ref BlockReader from) => new(from.List(ReadView), from.Id(), from.Int(), from.Flag());

    private static void Write(BlockWriter to, MembershipView membership)
    {
        to.Signed(membership.Unit);
        to.Signed(membership.Segment);
        to.Signed(membership.SinceMs);
        to.Byte((byte)membership.Reason);
        to.Number(membership.LeavesAtMs);
        to.Number(membership.NotBeforeMs);
    }

    private static MembershipView ReadMembership(ref BlockReader from) =>
        new(from.Int(), from.Int(), from.Signed(), (CauseKind)from.Byte(), from.NumberOrNull(), from.NumberOrNull());

    private static void Write(BlockWriter to, FeatureValue feature)
    {
        to.Text(feature.Feature);
        to.Bytes(feature.Value);
    }

    private static FeatureValue ReadFeature(ref BlockReader from) => new(from.Text(), from.BytesOrNull());

    private static void Write(BlockWriter to, Clause clause)
    {
        to.Text(clause.Text);
        to.Text(clause.Sentence.En);
        to.Text(clause.Sentence.Fr);
        to.Text(clause.Op);
        to.Bytes(clause.Value);
        to.Bytes(clause.Threshold);
        to.Flag(clause.Holds);
        to.Number(clause.UntilMs);
        to.Flag(clause.Cause is not null);
        if (clause.Cause is { } cause)
        {
            to.Byte((byte)cause.Kind);
            to.Signed(cause.AtMs);
            to.Bytes(cause.MessageId.Span);
            to.Bytes(cause.Event.Span);
        }
        to.List(clause.Clauses, Write);
    }

    private static Clause ReadClause(ref BlockReader from) => new(
        from.Text(), new Sentence(from.Text(), from.Text()), from.Text(), from.BytesOrNull(), from.BytesOrNull(), from.Flag(), from.NumberOrNull(),
        from.Flag() ? new ClauseCause((CauseKind)from.Byte(), from.Signed(), from.Bytes(), from.Bytes()) : null, from.List(ReadClause));
}
