using Actors.Segmentation.Compilation;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Deciding;

/// <summary>What an event is to a customer's spend.</summary>
internal enum SpendKind : byte
{
    None,
    Order,
    Refund,
}

/// <summary>What an event changes of a customer's spend: orders minus refunds, by <c>revenue</c>, else <c>total</c>, else <c>value</c>.</summary>
internal static class SpendRule
{
    public const string Completed = "Order Completed";

    public const string Refunded = "Order Refunded";

    public static SpendKind KindOf(string name) => name switch
    {
        Completed => SpendKind.Order,
        Refunded => SpendKind.Refund,
        _ => SpendKind.None,
    };

    /// <summary>Signed millionths; an event without an amount counts 0.</summary>
    public static Int128 Change(SpendKind kind, DocValue properties)
    {
        TryAmount(properties, out Int128 amount);
        return kind == SpendKind.Refund ? -amount : amount;
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
