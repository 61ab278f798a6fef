namespace Actors.Oracle.Tests.Generation;

/// <summary>Aggregates as text.</summary>
internal sealed class RandomFeature(Dice dice, Setting setting)
{
    private readonly RandomWhere where = new(dice, setting);

    public string Count() => $"count({dice.Pick(Words.Selectors)}{Where()}{Window()})";

    /// <summary>A number of events' values; missing of none, except sums and distinct.</summary>
    public string Number()
    {
        string function = dice.Pick("sum", "sum", "avg", "min", "max", "distinct");
        return function == "distinct"
            ? $"distinct({dice.Pick(Words.Selectors)}.{AnyProperty()}{RowWhere()}{Window()})"
            : $"{function}({dice.Pick(Words.Selectors)}.{Row()}{RowWhere()}{Window()})";
    }

    public string Instant() => $"{dice.Pick("first", "last")}({dice.Pick(Words.Selectors)}{Where()}{Window()})";

    /// <summary>A value of any type.</summary>
    public string Anything() =>
        $"{dice.Pick("first", "last", "top")}({dice.Pick(Words.Selectors)}.{AnyProperty()}{RowWhere()}{Window()})";

    /// <summary>A text that says an instant, with luck.</summary>
    public string Moment() => $"{dice.Pick("first", "last")}({dice.Pick(Words.Selectors)}.when{Where()}{Window()})";

    private string AnyProperty() => dice.Weighted(
        (4, () => dice.Pick(Words.NumberProperties)),
        (4, () => dice.Pick(Words.TextProperties)),
        (4, () => $"products.{dice.Pick("category", "price", "quantity", "options.price")}"),
        (1, () => "context.device.type"),
        (1, () => "gift"));

    private string Row() => dice.Weighted(
        (8, () => dice.Pick(Words.NumberProperties)),
        (3, () => $"products.{dice.Pick("price", "quantity")}"),
        (3, () => "products.price * products.quantity"),
        (1, () => "products.price / products.quantity + n"),
        (2, () => $"price {dice.Pick("+", "-", "*", "/")} {dice.Pick("quantity", "n", "3", "0.000003")}"),
        (1, () => $"{dice.Pick("n", "cart.size")} * products.quantity"),
        (1, () => $"products.options.price{dice.Pick("", " * products.quantity", " + n")}"));

    private string Where() => dice.Chance(22) ? $" where {where.Of(2, isElement: false)}" : "";

    private string RowWhere() => dice.Chance(12)
        ? $" where products.{dice.Pick("category == \"sport\"", "price > 5", "quantity >= 2", "gift")}"
        : Where();

    /// <summary>A window with a blank before it, or nothing.</summary>
    public string Window() => dice.Weighted(
        (50, () => $" in {dice.Pick(setting.Durations)}"),
        (18, () => $" in {dice.Pick(setting.Durations)}..{dice.Pick(setting.Durations)}"),
        (5, () => $" since {(dice.Chance(50) ? setting.NearDate(dice) : Setting.Text(setting.Near(dice)))}"),
        (5, () => $" between {setting.NearDate(dice)} and {setting.NearDate(dice)}"),
        (28, () => ""));
}
