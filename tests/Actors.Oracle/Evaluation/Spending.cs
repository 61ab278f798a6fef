using System.Text.Json;
using Actors.Oracle.History;
using Actors.Oracle.Numbers;
using Actors.Oracle.Time;
using Actors.Oracle.Values;
using Actors.Segmentation.Language.Tree;

namespace Actors.Oracle.Evaluation;

/// <summary>Orders minus refunds, each at its own timestamp.</summary>
public sealed class Spending(Events events, ZonedCalendar calendar)
{
    public Rational Sum(Window window, View view)
    {
        HashSet<string> cancelled = [.. events.Named("Order Cancelled", view).Select(OrderId).OfType<string>()];
        Rational sum = Rational.Zero;
        foreach (Entry order in InWindow("Order Completed"))
        {
            Entry? update = events.Named("Order Updated", view)
                .LastOrDefault(entry => OrderId(entry) is { } id && id == OrderId(order) && Amount(entry) is not null);
            sum += Amount(update ?? order) ?? Rational.Zero;
        }
        foreach (Entry refund in InWindow("Order Refunded")) sum -= Amount(refund) ?? Rational.Zero;
        return sum;

        IEnumerable<Entry> InWindow(string name) => events.Named(name, view)
            .Where(entry => Windows.Holds(window, entry.TimestampMs, view.NowMs, calendar))
            .Where(entry => OrderId(entry) is not { } id || !cancelled.Contains(id));
    }

    /// <summary>By <c>revenue</c>, else <c>total</c>, else <c>value</c>.</summary>
    private static Rational? Amount(Entry entry) =>
        new[] { "revenue", "total", "value" }
            .Select(name => Datum.Of(JsonPath.Member(entry.Properties, name), name))
            .OfType<Number>()
            .Select(number => (Rational?)number.Value)
            .FirstOrDefault();

    private static string? OrderId(Entry entry) =>
        JsonPath.Member(entry.Properties, "order_id") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;
}
