namespace Actors.Oracle.Tests.Generation;

/// <summary>Conditions on one event or one element, as text.</summary>
internal sealed class RandomWhere(Dice dice, Setting setting)
{
    public string Of(int depth, bool isElement) => depth > 0 && dice.Chance(30)
        ? Joined(() => Of(depth - 1, isElement))
        : dice.Weighted(
            (30, () => isElement ? ElementTest() : NumberTest()),
            (20, () => isElement ? ElementTest() : TextTest()),
            (12, () => Season()),
            (10, () => isElement ? ElementTest() : MomentTest()),
            (6, () => $"has({AnyProperty(isElement)})"),
            (8, () => isElement ? "gift" : dice.Pick("gift", "not gift", "context.device.type == \"mobile\"", "\"sport\" in tags")),
            (isElement ? 0 : 14, () => $"{dice.Pick("any", "all")} products ({Of(depth - 1, isElement: true)})"),
            (4, () => isElement ? "properties.n >= 2" : $"\"{dice.Pick(Words.Categories)}\" in tags"));

    private string Joined(Func<string> condition) => dice.Weighted(
        (4, () => $"({condition()} and {condition()})"),
        (4, () => $"({condition()} or {condition()})"),
        (3, () => $"not ({condition()})"),
        (2, () => $"at least 2 of ({condition()}, {condition()}, {condition()})"));

    private string AnyProperty(bool isElement) => isElement
        ? dice.Pick("category", "price", "quantity")
        : dice.Pick([.. Words.NumberProperties, .. Words.TextProperties, "products", "tags", "when"]);

    private string NumberTest()
    {
        string property = dice.Pick(Words.NumberProperties);
        return dice.Weighted(
            (10, () => $"{property} {dice.Pick(Words.Comparisons)} {dice.Pick(Words.Numbers)}"),
            (3, () => $"{property} between {dice.Pick("0", "1", "5")} and {dice.Pick("5", "20", "100")}"),
            (2, () => $"{property} in [1, 5, \"5\", true]"),
            (3, () => $"{property} {dice.Pick(Words.Comparisons)} {dice.Pick(Words.NumberProperties)}"),
            (3, () => $"{property} {dice.Pick("+", "-")} n {dice.Pick(Words.Comparisons)} {dice.Pick(Words.Numbers)}"),
            (2, () => $"{property} {dice.Pick("==", "!=")} {dice.Pick("\"5\"", "\"\"", "true")}"));
    }

    private string TextTest()
    {
        string property = dice.Pick(Words.TextProperties);
        return dice.Weighted(
            (8, () => $"{property} {dice.Pick("==", "==", "!=", "<", ">=")} \"{dice.Pick(Words.Categories)}\""),
            (3, () => $"{property} in [\"sport\", \"Paris\", 7]"),
            (3, () => $"{property} {dice.Pick("contains", "startsWith", "endsWith")} \"{dice.Pick("s", "spo", "", "é", "el")}\""),
            (2, () => $"{property} matches \"{dice.Pick("^s", "o.t", "^$", "[A-Z]")}\""),
            (2, () => $"{property} {dice.Pick("==", "!=", "<")} {dice.Pick(Words.TextProperties)}"));
    }

    private string ElementTest() => dice.Weighted(
        (6, () => $"category {dice.Pick("==", "!=")} \"{dice.Pick(Words.Categories)}\""),
        (5, () => $"price {dice.Pick(Words.Comparisons)} {dice.Pick(Words.Numbers)}"),
        (3, () => $"quantity {dice.Pick(Words.Comparisons)} {dice.Pick("0", "1", "2", "3")}"),
        (2, () => $"price {dice.Pick(Words.Comparisons)} properties.n"),
        (2, () => "gift"),
        (1, () => $"category == properties.category"));

    private string Season() => dice.Weighted(
        (3, () => $"month(timestamp) in [{dice.Between(1, 12)}, {dice.Between(1, 12)}, {setting.Calendar.Local(setting.StartMs).Month}]"),
        (3, () => $"weekday(timestamp) {dice.Pick("<=", "==", ">", "!=")} {dice.Between(1, 7)}"),
        (3, () => $"hour(timestamp) between {dice.Between(0, 3)} and {dice.Between(3, 23)}"),
        (1, () => $"month(when) {dice.Pick("==", "!=", "<=")} {setting.Calendar.Local(setting.StartMs).Month}"),
        (1, () => $"weekday(when) <= {dice.Between(1, 7)}"));

    private string MomentTest()
    {
        string moment = dice.Chance(50) ? setting.NearDate(dice) : Setting.Text(setting.Near(dice));
        return dice.Weighted(
            (4, () => $"timestamp {dice.Pick(Words.Comparisons)} {moment}"),
            (4, () => $"when {dice.Pick(Words.Comparisons)} {moment}"),
            (2, () => $"timestamp {dice.Pick("<", ">", "<=", "==")} when"),
            (1, () => $"timestamp {dice.Pick("<", ">=")} \"{moment}\""),
            (1, () => $"{dice.Pick("timestamp", "when")} in [{moment}, {setting.NearDate(dice)}]"));
    }
}
