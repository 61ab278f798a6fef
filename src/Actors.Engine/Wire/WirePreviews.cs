using Actors.Engine.Codec;
using Actors.Engine.Seam;
using Actors.Segmentation.Previewing;
using Actors.Segmentation.Records;

namespace Actors.Engine.Wire;

/// <summary>Rules tried on a partition's customers.</summary>
internal static class WirePreviews
{
    public static void Write(BlockWriter to, PreviewQuery query)
    {
        to.Text(query.When);
        to.Signed(query.Segment);
        Write(to, query.Cursor);
        to.Signed(query.NowMs);
        to.Signed(query.SamplesMax);
    }

    public static PreviewQuery ReadQuery(ref BlockReader from) => new(from.Text(), from.Int(), ReadCursor(ref from), from.Signed(), from.Int());

    public static void Write(BlockWriter to, PreviewPage page)
    {
        to.Signed(page.Looked);
        to.Signed(page.Customers);
        to.List(page.Funnel, static (w, count) => w.Signed(count));
        to.Signed(page.Added);
        to.Signed(page.Dropped);
        Write(to, page.MemberSample);
        Write(to, page.AddedSample);
        Write(to, page.DroppedSample);
        to.List(page.Near, static (w, near) =>
        {
            w.Id(near.Customer);
            w.Signed(near.Clause);
        });
        to.Signed(page.Failed);
        to.List(page.FailedSample, static (w, failed) =>
        {
            w.Id(failed.Customer);
            w.Text(failed.Error);
        });
        to.Flag(page.Next is not null);
        if (page.Next is { } next)
        {
            Write(to, next);
        }
    }

    public static PreviewPage ReadPage(ref BlockReader from) => new(
        from.Int(), from.Int(), from.List(static (ref BlockReader f) => f.Signed()), from.Signed(), from.Signed(), ReadSample(ref from),
        ReadSample(ref from), ReadSample(ref from), from.List(static (ref BlockReader f) => (f.Id(), f.Int())),
        from.Signed(), from.List(static (ref BlockReader f) => (f.Id(), f.Text())),
        from.Flag() ? ReadCursor(ref from) : null);

    public static void Write(BlockWriter to, Tried tried)
    {
        to.Unsigned(tried.Answer.Held);
        to.Flag(tried.Answer.Error is not null);
        if (tried.Answer.Error is { } error)
        {
            to.Text(error);
        }
        to.Flag(tried.Answer.IsUndecided);
        to.Flag(tried.Member);
    }

    public static Tried ReadTried(ref BlockReader from) => new(
        new DraftAnswer((uint)from.Unsigned(), from.Flag() ? from.Text() : null, from.Flag()), from.Flag());

    private static void Write(BlockWriter to, PreviewCursor cursor)
    {
        to.Signed(cursor.Epoch);
        to.Signed(cursor.Customers);
        to.Signed(cursor.Next);
    }

    private static PreviewCursor ReadCursor(ref BlockReader from) => new(from.Signed(), from.Int(), from.Int());

    private static void Write(BlockWriter to, IReadOnlyList<CustomerId> sample) => to.List(sample, static (w, id) => w.Id(id));

    private static CustomerId[] ReadSample(ref BlockReader from) => from.List(static (ref BlockReader f) => f.Id());
}
