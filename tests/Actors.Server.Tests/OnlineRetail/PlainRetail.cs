using System.Globalization;
using System.IO.Compression;

namespace Actors.Server.Tests.OnlineRetail;

/// <summary>
/// The slow, obvious computation: straight from the file's lines, with nothing of the product. Every question is
/// answered by looking at every invoice.
/// </summary>
internal sealed class PlainRetail
{
    private static readonly TimeZoneInfo s_london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public sealed record Invoice(string Number, string Customer, DateTime AtUtc, bool Cancels)
    {
        public decimal Amount { get; set; }
    }

    /// <summary>Rows kept, as text lines, and the header.</summary>
    public List<string> Lines { get; } = [];

    public List<Invoice> Invoices { get; } = [];

    /// <param name="take">Which customers to take, by number; rows without a customer come with them, to be
    /// skipped.</param>
    public static PlainRetail Read(string path, Func<int, bool> take)
    {
        var retail = new PlainRetail();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        retail.Lines.Add(reader.ReadLine()!);
        var byNumber = new Dictionary<string, Invoice>();
        while (reader.ReadLine() is { } line)
        {
            // Only the description may be quoted: what stands before it and behind it holds no comma.
            string[] ends = line.Split(',');
            string customer = ends[^2];
            if (customer.Length > 0 && !take(int.Parse(customer, CultureInfo.InvariantCulture)))
            {
                continue;
            }
            retail.Lines.Add(line);
            decimal price = decimal.Parse(ends[^3], CultureInfo.InvariantCulture);
            if (customer.Length == 0 || price <= 0)
            {
                continue;
            }
            if (!byNumber.TryGetValue(ends[0], out Invoice? invoice))
            {
                var local = DateTime.ParseExact(ends[^4], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                invoice = new(ends[0], customer, TimeZoneInfo.ConvertTimeToUtc(local, s_london), ends[0][0] == 'C');
                byNumber.Add(ends[0], invoice);
                retail.Invoices.Add(invoice);
            }
            invoice.Amount += decimal.Parse(ends[^5], CultureInfo.InvariantCulture) * price;
        }
        return retail;
    }

    public IEnumerable<string> CustomersKnownAt(DateTime now) =>
        Invoices.Where(i => i.AtUtc <= now).Select(i => i.Customer).Distinct();

    public string Lifecycle(string customer, DateTime now)
    {
        DateTime[] orders = OrdersOf(customer, now);
        return orders.Length == 1 && now - orders[0] < TimeSpan.FromDays(30) ? "new"
            : orders.Any(at => now - at < TimeSpan.FromDays(90)) ? "active"
            : orders.Any(at => now - at < TimeSpan.FromDays(180)) ? "at-risk"
            : orders.Length > 0 ? "lost" : "prospect";
    }

    /// <summary>
    /// Name by recency and frequency, with the fixed cuts of the reference: R 13.8/33/72/180 days, F 1/2/3/6 orders.
    /// </summary>
    public string Rfm(string customer, DateTime now)
    {
        DateTime[] orders = OrdersOf(customer, now);
        if (orders.Length == 0)
        {
            return "none";
        }
        double days = Math.Floor((now - orders.Max()).TotalDays);
        int r = 5 - new[] { 13.8, 33, 72, 180 }.Count(cut => cut < days);
        int f = 1 + new[] { 1, 2, 3, 6 }.Count(cut => cut < orders.Length);
        return (r, f) switch
        {
            ( <= 2, <= 2) => "hibernating",
            ( <= 2, <= 4) => "at-risk",
            ( <= 2, _) => "cant-lose",
            (3, <= 2) => "about-to-sleep",
            (3, 3) => "need-attention",
            (3 or 4, >= 4) => "loyal",
            (4, 1) => "promising",
            (5, 1) => "new",
            (_, <= 3) => "potential-loyalist",
            _ => "champions",
        };
    }

    private DateTime[] OrdersOf(string customer, DateTime now) =>
        [.. (_byCustomer ??= Invoices.ToLookup(i => i.Customer))[customer].Where(i => !i.Cancels && i.AtUtc <= now)
            .Select(i => i.AtUtc)];

    private ILookup<string, Invoice>? _byCustomer;
}
