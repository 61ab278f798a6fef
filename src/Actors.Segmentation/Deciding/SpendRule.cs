using Actors.Segmentation.Compilation;
using Actors.Segmentation.State;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Deciding;

/// <summary>What an event changes of a customer's spend: orders minus refunds, by <c>revenue</c>, else <c>total</c>, else <c>value</c>, as
/// cancellations and updates have left them. What <c>spend()</c> says of events that count for ever.</summary>
internal sealed class SpendRule
{
    // In the order of OrderEvent.
    private static readonly string[] Names = ["Order Completed", "Order Refunded", "Order Cancelled", "Order Updated"];

    private readonly OrderBook _book = new();

    /// <summary>Names of the events that make up spend.</summary>
    public static IReadOnlyList<string> EventNames => Names;

    /// <summary>What events of that name are to an order; null: nothing.</summary>
    public static OrderEvent? KindOf(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index < 0 ? null : (OrderEvent)index;
    }

    /// <summary>Enters the event into the orders of the state; returns the change in signed millionths.</summary>
    public Int128 Enter(ref Block block, OrderEvent kind, long timestampMs, DocValue properties)
    {
        bool hasAmount = TryAmount(properties, out Int128 amount);
        DocValue orderId = properties["order_id"u8];
        if (orderId.Kind != DocKind.Text)
        {
            // Nothing can correct it, and it corrects nothing.
            return kind switch { OrderEvent.Completed => amount, OrderEvent.Refunded => -amount, _ => 0 };
        }
        OrderAmounts order = _book.Find(block, orderId.Text);
        Int128 before = order.Spend;
        switch (kind)
        {
            case OrderEvent.Completed:
                order.Orders++;
                order.Sum += amount;
                break;
            case OrderEvent.Refunded:
                order.Refunds += amount;
                break;
            case OrderEvent.Cancelled:
                order.IsCancelled = true;
                break;
            case OrderEvent.Updated when hasAmount:
                order.Correct(timestampMs, amount);
                break;
            default:
                return 0;
        }
        _book.Put(ref block, order);
        return order.Spend - before;
    }

    /// <summary>By <c>revenue</c>, else <c>total</c>, else <c>value</c>; 0 when there is none.</summary>
    public static bool TryAmount(DocValue properties, out Int128 amount)
    {
        Datum found = Datum.OfAmount(properties["revenue"u8]);
        if (found.Kind != DatumKind.Number) found = Datum.OfAmount(properties["total"u8]);
        if (found.Kind != DatumKind.Number) found = Datum.OfAmount(properties["value"u8]);
        amount = found.Kind == DatumKind.Number ? found.Millionths : 0;
        return found.Kind == DatumKind.Number;
    }
}
