using Actors.Segmentation.State;
using Actors.Segmentation.Time;

namespace Actors.Segmentation.Compilation;

/// <summary><c>spend(in 90d)</c>: orders minus refunds, each at its own instant, as cancellations and updates have left them.</summary>
internal sealed class SpendOperand(OrderSeries series, TimeFrame frame) : Operand
{
    public override void Read(ref Scope scope, out Datum value, out long change)
    {
        SeriesView view = series.Store.Open(scope.State);
        change = Calendar.Never;
        Int128 sum = 0;
        for (int i = 0; i < view.Count; i++)
        {
            change = Math.Min(change, NextChange(view, i, scope.Now));
            if (!Counts(view, i, scope.Now) || !frame.Holds(view.Time(i), scope.Now)) continue;
            OrderEvent kind = OrderSeries.EventOf(view.Note(i));
            if (kind is not (OrderEvent.Completed or OrderEvent.Refunded) || IsCancelled(view, i, scope.Now)) continue;
            sum += kind == OrderEvent.Refunded ? -Amount(view, i) : Amount(view, LatestUpdate(view, i, scope.Now));
        }
        value = Datum.Number(sum);
    }

    private bool IsCancelled(in SeriesView view, int order, long now)
    {
        for (int i = 0; i < view.Count; i++)
        {
            if (IsOf(view, i, order, OrderEvent.Cancelled) && Counts(view, i, now)) return true;
        }
        return false;
    }

    /// <summary>The latest update that has an amount; the order itself when there is none.</summary>
    private int LatestUpdate(in SeriesView view, int order, long now)
    {
        for (int i = view.Count - 1; i >= 0; i--)
        {
            if (OrderSeries.HasAmount(view.Note(i)) && IsOf(view, i, order, OrderEvent.Updated) && Counts(view, i, now)) return i;
        }
        return order;
    }

    /// <summary>Whether an entry is such an event and names the same order.</summary>
    private static bool IsOf(in SeriesView view, int i, int order, OrderEvent kind) =>
        OrderSeries.EventOf(view.Note(i)) == kind
        && OrderSeries.HasId(view.Note(i)) && OrderSeries.HasId(view.Note(order))
        && view.Details(i)[..2].SequenceEqual(view.Details(order)[..2]);

    private static Int128 Amount(in SeriesView view, int i) => StateFormat.ReadWide(view.Details(i)[2..]);

    private bool Counts(in SeriesView view, int i, long now) =>
        series.Lifetimes.AreEndless || now < series.Lifetimes.EndOf(OrderSeries.LifetimeOf(view.Note(i)), view.Time(i));

    /// <summary>The next instant at which the entry begins or ceases to count.</summary>
    private long NextChange(in SeriesView view, int i, long now)
    {
        long s = view.Time(i);
        long next = Calendar.Never;
        if (!series.Lifetimes.AreEndless && Counts(view, i, now)) next = series.Lifetimes.EndOf(OrderSeries.LifetimeOf(view.Note(i)), s);
        if (frame.IsEver || !frame.MayHold(s, now)) return next;
        long enter = frame.Enter(s);
        return Math.Min(next, enter > now ? enter : frame.Exit(s));
    }
}
