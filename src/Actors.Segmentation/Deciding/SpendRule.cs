using Actors.Segmentation.Compilation;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Deciding;

/// <summary>What an event changes of a customer's spend: orders minus refunds, by <c>revenue</c>, else <c>total</c>, else <c>value</c>.</summary>
internal static class SpendRule
{
    private static ReadOnlySpan<byte> Completed => "Order Completed"u8;

    private static ReadOnlySpan<byte> Refunded => "Order Refunded"u8;

    public static bool Applies(ReadOnlySpan<byte> name) => name.SequenceEqual(Completed) || name.SequenceEqual(Refunded);

    /// <summary>Signed millionths; an event without an amount counts 0.</summary>
    public static Int128 Change(ReadOnlySpan<byte> name, DocValue properties)
    {
        Datum amount = Datum.OfAmount(properties["revenue"u8]);
        if (amount.Kind != DatumKind.Number) amount = Datum.OfAmount(properties["total"u8]);
        if (amount.Kind != DatumKind.Number) amount = Datum.OfAmount(properties["value"u8]);
        if (amount.Kind != DatumKind.Number) return 0;
        return name.SequenceEqual(Refunded) ? -amount.Millionths : amount.Millionths;
    }
}
