namespace Actors.Oracle.Tests.Generation;

/// <summary>The few names and values that rules and histories share, so that they meet often.</summary>
internal static class Words
{
    /// <summary>As rules write them; the names the log holds are in <see cref="EventNames"/>.</summary>
    public static readonly string[] Selectors =
    [
        "\"Order Completed\"", "\"Order Completed\"", "\"Order Completed\"", "\"Order Completed\"", "\"Order Completed\"",
        "\"Product Viewed\"", "\"Product Viewed\"", "page", "any", "any", "\"Never\"",
    ];

    public static readonly string[] EventNames =
    [
        "Order Completed", "Order Completed", "Order Completed", "Order Completed", "Product Viewed", "Product Viewed",
        "Page Viewed", "Order Refunded", "Order Refunded", "Order Updated", "Order Cancelled", "Email Delivered",
    ];

    public static readonly string[] NumberProperties =
        ["price", "quantity", "revenue", "total", "value", "n", "n", "cart.size", "\"2nd\""];

    public static readonly string[] TextProperties = ["category", "brand", "été", "address.city"];

    public static readonly string[] Cities = ["Paris", "Lyon", "paris", "été", "", "Saint-Étienne", "12"];

    public static readonly string[] Categories = ["sport", "travel", "sport shoes", "été", "5"];

    public static readonly string[] Numbers =
        ["0", "1", "2", "3", "5", "10", "12.5", "20", "33.333333", "49.99", "50", "99.99", "100", "-5"];

    /// <summary>Numbers as payloads write them: exponents, more than six decimals, minus zero.</summary>
    public static readonly string[] JsonNumbers =
        [.. Numbers, .. Numbers, "1e1", "2.50", "1.0000005", "0.0000015", "-0", "5E-1", "100.00000049", "1000000"];

    /// <summary>Texts that are numbers in JSON's syntax, and such that only look like it.</summary>
    public static readonly string[] NumberTexts = ["5", "12.5", "1e1", "-5", " 5", "5 ", "+5", "05", "", "abc", "0x10", "1.", "50"];

    public static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];
}
