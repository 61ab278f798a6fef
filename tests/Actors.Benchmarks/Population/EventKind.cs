namespace Actors.Benchmarks.Population;

/// <summary>One kind of event of the invented shop.</summary>
/// <param name="Name">As the tracker sends it.</param>
/// <param name="Of40">How many of a customer's 40 events are of it.</param>
/// <param name="Properties">Its properties as JSON; <c>{0}</c> is a category, <c>{1}</c> an amount.</param>
internal sealed record EventKind(string Name, int Of40, string Properties)
{
    private const string Product =
        """
        {{"product_id":"sku-{1}","category":"{0}","name":"A thing of {0}",
        "price":{1}.90,"quantity":1,"currency":"EUR"}}
        """;

    /// <summary>Twelve orders, and what leads to them.</summary>
    public static IReadOnlyList<EventKind> All { get; } =
    [
        new("Order Completed", 12,
            """
            {{"order_id":"o-{1}","revenue":{1}.90,"currency":"EUR",
            "products":[{{"product_id":"sku-{1}","category":"{0}","price":{1}.90,"quantity":1}}]}}
            """),
        new("Product Viewed", 8, Product),
        new("Product Added", 4, Product),
        new("Email Opened", 4, """{{"campaign":"weekly-{0}","subject":"What is new in {0}","price":{1}}}"""),
        new("Product List Viewed", 3, """{{"list_id":"{0}","category":"{0}","price":{1}}}"""),
        new("Email Link Clicked", 2, """{{"campaign":"weekly-{0}","url":"https://shop.example/{0}","price":{1}}}"""),
        new("Products Searched", 2, """{{"query":"{0}","price":{1}}}"""),
        new("Cart Viewed", 2, """{{"cart_id":"cart-{1}","price":{1}}}"""),
        new("Coupon Applied", 2, """{{"coupon_id":"{0}-{1}","price":{1}}}"""),
        new("Product Added to Wishlist", 1, Product),
    ];
}
