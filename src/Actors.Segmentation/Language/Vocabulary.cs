namespace Actors.Segmentation.Language;

/// <summary>The words of the language.</summary>
internal static class Vocabulary
{
    /// <summary>Words that may begin a condition or value of a customer.</summary>
    public static readonly string[] OfCustomers =
    [
        "trait", "account", "consent", "table", "rfm", "age", "since", "count", "sum", "avg", "min", "max", "distinct",
        "top", "first", "last", "spend", "contacts", "clv", "p_alive", "expected_orders", "lookalike", "cluster", "now",
        "month", "weekday", "hour", "has", "member", "was_member", "sequence", "at", "not", "true", "false",
    ];

    /// <summary>Words that may begin a condition or value of an event, besides the names of its properties.</summary>
    public static readonly string[] OfEvents =
    [
        "timestamp", "context", "properties", "any", "all", "month", "weekday", "hour", "has", "at", "not", "true",
        "false",
    ];

    /// <summary>What may follow a complete condition or value.</summary>
    public static readonly string[] Connectives =
    [
        "and", "or", "in", "between", "contains", "startsWith", "endsWith", "matches", "where", "since", "then",
        "within", "for",
    ];

    /// <summary>Words of customers that a <c>where</c> refuses when a path or an argument follows.</summary>
    public static readonly string[] RefusedInWhere =
    [
        "trait", "account", "consent", "table", "rfm", "age", "since", "count", "sum", "avg", "min", "max", "distinct",
        "top", "first", "last", "spend", "contacts", "clv", "p_alive", "expected_orders", "lookalike", "cluster",
        "member", "was_member", "sequence",
    ];

    /// <summary>Whether a word, in any case, is true, false or null somewhere.</summary>
    public static bool IsConstant(string word) =>
        word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("false", StringComparison.OrdinalIgnoreCase)
        || word.Equals("null", StringComparison.OrdinalIgnoreCase);

    /// <summary>What people write who come from other languages, and what it is here.</summary>
    public static readonly IReadOnlyDictionary<string, string> Foreign = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["is"] = "==",
        ["equals"] = "==",
        ["eq"] = "==",
        ["like"] = "matches",
        ["et"] = "and",
        ["ou"] = "or",
    };

    /// <summary>Names that a property can bear only behind <c>properties.</c>, or an element behind
    /// <c>element.</c>.</summary>
    public static readonly HashSet<string> Reserved = new(
        [.. OfCustomers, .. OfEvents, .. Connectives, "element", "page", "screen", "least", "of", "no"],
        StringComparer.Ordinal);
}
