using System.Buffers;
using System.Text.Json;

namespace Actors.Server.Demo;

/// <summary>
/// Writes tracking calls as lines of JSON, named and shaped as the public e-commerce event specification has them.
/// </summary>
public sealed class CallWriter(ulong seed)
{
    private static readonly string[] s_campaigns = ["newsletter", "basket-reminder", "win-back"];
    private static readonly JsonWriterOptions s_options =
        new()
        {
            SkipValidation = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        };
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private Utf8JsonWriter? _json;
    private long _messages;

    /// <summary>
    /// Counts calls (their message ids go on) but writes none: for catching up with a folder that already holds them.
    /// </summary>
    public bool Muted { get; set; }

    /// <summary>Calls since the beginning, muted ones included.</summary>
    public long Calls => _messages;

    /// <summary>The lines written since <see cref="Clear"/>, each ended by a line feed.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Clear() => _buffer.ResetWrittenCount();

    internal void SignedUp(long at, Shopper who)
    {
        // The sign-up first: who is told about by traits alone is a stranger for a moment.
        Track(at, who, "Signed Up", static (json, who) =>
            json.WriteString("channel", who.Persona.Sales > 1.5 ? "ads" : who.Number % 3 == 0 ? "search" : "direct"),
            who);
        Identified(at, who);
    }

    internal void Identified(long at, Shopper who)
    {
        if (Begin(at, who, "identify") is not { } json)
        {
            return;
        }
        json.WriteStartObject("traits");
        json.WriteString("city", who.Place.City);
        json.WriteString("region", who.Place.Region);
        json.WriteString("birth_date", who.BirthDate.ToString("yyyy-MM-dd"));
        if (who.Gender is not null)
        {
            json.WriteString("gender", who.Gender);
        }
        json.WriteStartArray("interests");
        foreach (string interest in who.Interests)
        {
            json.WriteStringValue(interest);
        }
        json.WriteEndArray();
        json.WriteString("plan", who.Plan);
        json.WriteStartObject("consent");
        json.WriteBoolean("email", who.EmailConsent);
        json.WriteEndObject();
        json.WriteEndObject();
        End(json);
    }

    internal void Searched(long at, Shopper who, Product product) =>
        Track(at, who, "Products Searched", static (json, product) =>
            json.WriteString("query", product.Search), product);

    internal void Viewed(long at, Shopper who, Product product) =>
        Track(at, who, "Product Viewed", WriteProduct, product);

    internal void Added(long at, Shopper who, Product product) =>
        Track(at, who, "Product Added", WriteProduct, product);

    internal void CheckoutStarted(long at, Shopper who, Product product) =>
        Track(at, who, "Checkout Started", static (json, product) =>
    {
        json.WriteString("currency", "EUR");
        json.WriteNumber("value", product.PriceCents / 100m);
    }, product);

    /// <returns>The order's revenue in cents.</returns>
    internal int Ordered(long at, Shopper who, int number, List<(Product Product, int Quantity)> lines, double discount)
    {
        int goods = lines.Sum(line => line.Product.PriceCents * line.Quantity);
        int off = (int)(goods * discount);
        int revenue = goods - off;
        Track(at, who, "Order Completed", static (json, order) =>
        {
            json.WriteString("order_id", OrderId(order.number));
            json.WriteNumber("revenue", order.revenue / 100m);
            json.WriteNumber("discount", order.off / 100m);
            json.WriteNumber("shipping", order.revenue >= 6000 ? 0m : 4.9m);
            json.WriteNumber("total", (order.revenue + (order.revenue >= 6000 ? 0 : 490)) / 100m);
            json.WriteString("currency", "EUR");
            json.WriteString("category", order.lines[0].Product.Category);
            json.WriteStartArray("products");
            foreach ((Product product, int quantity) in order.lines)
            {
                json.WriteStartObject();
                WriteProduct(json, product);
                json.WriteNumber("quantity", quantity);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }, (number, revenue, off, lines));
        return revenue;
    }

    internal void Refunded(long at, Shopper who, int number, int cents) =>
        Track(at, who, "Order Refunded", static (json, refund) =>
    {
        json.WriteString("order_id", OrderId(refund.number));
        json.WriteNumber("total", refund.cents / 100m);
        json.WriteString("currency", "EUR");
    }, (number, cents));

    internal void Mail(long at, Shopper who, string name, Campaign campaign) =>
        Track(at, who, name, static (json, campaign) =>
            json.WriteString("campaign", s_campaigns[(int)campaign]), campaign);

    private static string OrderId(int number) => $"CMD-{number:D7}";

    private static void WriteProduct(Utf8JsonWriter json, Product product)
    {
        json.WriteString("product_id", product.Id);
        json.WriteString("name", product.Name);
        json.WriteString("category", product.Category);
        json.WriteNumber("price", product.PriceCents / 100m);
    }

    private void Track<T>(long at, Shopper who, string name, Action<Utf8JsonWriter, T> properties, T of)
    {
        if (Begin(at, who, "track") is not { } json)
        {
            return;
        }
        json.WriteString("event", name);
        json.WriteStartObject("properties");
        properties(json, of);
        json.WriteEndObject();
        End(json);
    }

    private Utf8JsonWriter? Begin(long at, Shopper who, string type)
    {
        long message = _messages++;
        if (Muted)
        {
            return null;
        }
        Utf8JsonWriter json = _json ??= new(_buffer, s_options);
        json.Reset(_buffer);
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("userId", who.Id);
        json.WriteString("messageId", $"demo-{seed}-{message}");
        json.WriteString("timestamp",
            DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        return json;
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.Flush();
        _buffer.Write("\n"u8);
    }
}
