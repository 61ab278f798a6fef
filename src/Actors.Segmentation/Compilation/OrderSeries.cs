using System.Text;
using Actors.Segmentation.Deciding;
using Actors.Segmentation.State;
using Actors.Segmentation.Values;

namespace Actors.Segmentation.Compilation;

/// <summary>A customer's orders and refunds, and what corrects them, as <c>spend(…)</c> needs them.</summary>
/// <param name="key">Canonical text; equal text, equal content.</param>
/// <param name="lifetimes">How long events count, by name.</param>
internal sealed class OrderSeries(string key, EventLifetimes lifetimes)
    : SeriesPlan(key, SeriesKind.Orders, [.. Names.Select(name => (byte[]?)name)])
{
    /// <summary>Words that are noted of an event.</summary>
    public const int NotesMax = 5;

    // A note: what the event is, whether it names an order, whether it has an amount, then its lifetime.
    private const int KindBits = 2;
    private const long WithId = 4;
    private const long WithAmount = 8;
    private const int LifetimeShift = 8;

    // In the order of OrderEvent.
    private static readonly byte[][] Names =
        [.. SpendRule.EventNames.Select(Encoding.UTF8.GetBytes)];

    /// <inheritdoc/>
    public override bool ReadsBody => true;

    public EventLifetimes Lifetimes => lifetimes;

    /// <inheritdoc/>
    public override bool Read(ref Scope scope)
    {
        DocValue properties = new(scope.Properties);
        long note = KindOf(scope.Event) | (long)lifetimes.Of(scope.Event) << LifetimeShift;
        UInt128 id = 0;
        // A correction may come long before its order, or after it.
        if (EventOf(note) is OrderEvent.Cancelled or OrderEvent.Updated) note |= SeriesStore.Pinned;
        DocValue orderId = properties["order_id"u8];
        if (orderId.Kind == DocKind.Text)
        {
            note |= WithId;
            id = Fnv.Hash128(orderId.Text);
        }
        bool hasAmount = SpendRule.TryAmount(properties, out Int128 amount);
        if (hasAmount) note |= WithAmount;
        scope.Work.Rows.Note([note, (long)(ulong)id, (long)(ulong)(id >> 64), (long)(ulong)amount, (long)(ulong)(amount >> 64)]);
        return true;
    }

    /// <inheritdoc/>
    public override void Add(ref Block block, ref Scope scope, long now) =>
        Store.AddNoted(ref block, scope.Timestamp, scope.Work.Rows.Notes, now);

    public static OrderEvent EventOf(long note) => (OrderEvent)(note & ((1 << KindBits) - 1));

    public static bool HasId(long note) => (note & WithId) != 0;

    public static bool HasAmount(long note) => (note & WithAmount) != 0;

    public static int LifetimeOf(long note) => (int)((note & ~SeriesStore.Pinned) >> LifetimeShift);

    private static long KindOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < Names.Length; i++)
        {
            if (name.SequenceEqual(Names[i])) return i;
        }
        throw new InvalidOperationException("No event of an order.");
    }
}

/// <summary>What an event is to an order. On disk: never renumbered.</summary>
internal enum OrderEvent
{
    Completed,
    Refunded,
    Cancelled,
    Updated,
}
