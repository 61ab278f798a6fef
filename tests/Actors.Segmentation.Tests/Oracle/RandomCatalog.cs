using Actors.Segmentation.Catalogs;

namespace Actors.Segmentation.Tests.Oracle;

/// <summary>Makes catalogs of all the forms that are evaluated, over the names that <see cref="RandomHistory"/> uses.</summary>
internal sealed class RandomCatalog(Random random)
{
    private static readonly string[] Durations = ["30m", "1d", "36h", "2d", "1w", "1mo", "2mo", "1y"];
    private readonly List<string> _addresses = [];

    public CatalogDefinition Make(bool withRetention)
    {
        List<SegmentDefinition> segments = [];
        List<SegmentationDefinition> segmentations = [];
        int units = random.Next(1, 5);
        for (int i = 0; i < units; i++)
        {
            if (random.Next(3) > 0)
            {
                string key = $"s{i}";
                segments.Add(new SegmentDefinition(key, key, Condition(2)));
                _addresses.Add(key);
                continue;
            }
            List<CaseDefinition> cases = [];
            int rules = random.Next(0, 4);
            for (int j = 0; j < rules; j++) cases.Add(new CaseDefinition($"c{j}", null, Condition(1)));
            cases.Add(new CaseDefinition("rest", null, null, Otherwise: true));
            segmentations.Add(new SegmentationDefinition($"g{i}", $"g{i}", cases));
            _addresses.AddRange(cases.Select(c => $"g{i}/{c.Key}"));
        }
        Dictionary<string, string>? retention = !withRetention ? null
            : random.Next(2) == 0 ? new() { ["*"] = Pick("2mo", "40d") } : new() { ["A"] = Pick("1mo", "10d"), ["B"] = "3d" };
        // Kinds with different retentions cannot share one series of any event.
        if (retention is { Count: > 1 }) segments = [.. segments.Select(s => s with { When = s.When.Replace("any in", "\"A\" in").Replace("(any", "(\"A\"") })];
        if (retention is { Count: > 1 })
        {
            segmentations = [.. segmentations.Select(g => g with
            {
                Segments = [.. g.Segments.Select(c => c with { When = c.When?.Replace("(any", "(\"A\"") })],
            })];
        }
        return new CatalogDefinition(segments, segmentations, Pick("Europe/Paris", "UTC", "America/New_York"), Retention: retention);
    }

    public string Condition(int depth)
    {
        if (depth > 0 && random.Next(3) > 0)
        {
            string a = Condition(depth - 1), b = Condition(depth - 1);
            return random.Next(6) switch
            {
                0 or 1 => $"({a} and {b})",
                2 or 3 => $"({a} or {b})",
                4 => $"not ({a})",
                _ => $"at least 2 of ({a}, {b}, {Condition(depth - 1)})",
            };
        }
        return random.Next(14) switch
        {
            0 or 1 or 2 => $"{Counted()} {Operator()} {random.Next(0, 4)}",
            3 or 4 => $"{Number()} {Operator()} {Pick("0", "5", "12.5", "20", "33.333333")}",
            5 => $"since({Instant()}) {Operator()} {Pick(Durations)}",
            6 => $"since({Instant()}) between 1d and {Pick("2d", "1mo")}",
            7 => $"{Number()} {Operator()} {Number()}",
            8 => $"{Text()} {Pick("==", "!=", "<", ">=")} {Pick("\"x\"", "\"y\"", "\"é\"")}",
            9 => Traits(),
            10 => Membership(),
            11 => $"{Instant()} {Operator()} {Pick("2026-02-01", "2026-03-29", "2026-02-10T12:00:00Z")}",
            12 => $"{Number()} / {Number()} {Operator()} {Pick("0.5", "1", "2")}",
            _ => $"{Counted()} {Pick("==", "!=")} {random.Next(0, 3)}",
        };
    }

    private string Traits() => random.Next(14) switch
    {
        0 => "trait.city == \"Paris\"",
        1 => "trait.city in [\"Paris\", \"Lyon\"]",
        2 => "trait.city != \"Paris\"",
        3 => $"trait.score {Operator()} {random.Next(0, 5)}",
        4 => "trait.vip",
        5 => "\"travel\" in trait.interests",
        6 => $"age(trait.birth_date) {Operator()} {random.Next(24, 28)}",
        7 => "age(trait.birth_date) between 25 and 26",
        8 => "has(trait.address.country)",
        9 => "trait.address.country startsWith \"F\"",
        10 => "trait.city matches \"^[LP]y?\"",
        11 => $"trait.signup {Operator()} {Pick("2026-02-01", "2026-02-10T12:00:00Z")}",
        12 => "month(trait.birth_date) == 2",
        _ => "consent.email",
    };

    private string Membership()
    {
        if (_addresses.Count == 0) return "consent.email";
        string address = _addresses[random.Next(_addresses.Count)];
        return random.Next(4) switch
        {
            0 => $"member(\"{address}\")",
            1 => $"member(\"{address}\" for {Pick(Durations)})",
            2 => $"was_member(\"{address}\" in {Pick(Durations)})",
            _ => $"was_member(\"{address}\")",
        };
    }

    private string Counted() => $"{(random.Next(5) == 0 ? Function("distinct", Pick("sku", "price", "products.sku", "tags")) : Function("count", null))}";

    private string Number() => Function(
        Pick("sum", "sum", "avg", "min", "max"), Pick("price", "revenue", "products.price", "products.price * products.quantity", "price / 3"));

    private string Text() => Function(Pick("top", "first", "last"), Pick("sku", "products.sku", "price"));

    private string Instant() => random.Next(4) == 0 ? "trait.signup" : Function(Pick("first", "last"), null);

    private string Function(string function, string? property)
    {
        string name = Pick("any", "\"A\"", "\"B\"", "\"Order Completed\"");
        string events = property is null ? name : $"{name}.{property}";
        bool rows = property?.StartsWith("products", StringComparison.Ordinal) == true;
        return $"{function}({events}{Where(rows)}{Window()})";
    }

    private string Where(bool rows) => random.Next(rows ? 12 : 10) switch
    {
        0 => " where price >= 10",
        1 => " where sku == \"x\" or flag",
        2 => " where any products (category == \"c\" and price > 5)",
        3 => " where all products (price > 5)",
        4 => " where month(timestamp) in [1, 3]",
        5 => " where context.device == \"phone\"",
        6 => " where hour(timestamp) between 6 and 12 and weekday(timestamp) <= 5",
        7 => " where \"t\" in tags and not (has(flag))",
        10 or 11 => " where products.category == \"c\"",
        _ => "",
    };

    private string Window() => random.Next(10) switch
    {
        0 or 1 => "",
        2 => " in 2mo..1mo",
        3 => " in 1w..36h",
        4 => " since 2026-02-01",
        5 => " between 2026-01-20 and 2026-02-10",
        6 => " since 2026-02-10T12:00:00Z",
        _ => $" in {Pick(Durations)}",
    };

    private string Operator() => Pick("==", "!=", "<", "<=", ">", ">=");

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
