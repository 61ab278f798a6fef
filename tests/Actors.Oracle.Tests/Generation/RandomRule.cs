namespace Actors.Oracle.Tests.Generation;

/// <summary>Rules as text; thresholds are such that histories of a few events cross them.</summary>
/// <param name="dice">All that is random.</param>
/// <param name="setting">Where and when the case plays.</param>
/// <param name="segments">Addresses that the rule may name without making a cycle.</param>
internal sealed class RandomRule(Dice dice, Setting setting, IReadOnlyList<string> segments)
{
    private readonly RandomFeature feature = new(dice, setting);

    public string Of(int depth) => depth > 0 && dice.Chance(40) ? Joined(() => Of(depth - 1)) : Leaf();

    private string Joined(Func<string> condition) => dice.Weighted(
        (5, () => $"({condition()} and {condition()})"),
        (5, () => $"({condition()} or {condition()})"),
        (4, () => $"not ({condition()})"),
        (2, () => $"at least {dice.Between(1, 3)} of ({condition()}, {condition()}, {condition()})"));

    private string Leaf() => dice.Weighted(
        (34, FeatureTest),
        (14, SinceTest),
        (18, TraitTest),
        (7, AgeTest),
        (segments.Count > 0 ? 20 : 0, MemberTest),
        (10, SequenceTest),
        (5, SeasonTest),
        (5, ContactTest),
        (6, TableTest),
        (6, () => $"spend({feature.Window().Trim()}) {dice.Pick(Words.Comparisons)} {dice.Pick(Words.Numbers)}"));

    private string Duration() => dice.Pick(setting.Durations);

    private string Moment() => dice.Chance(50) ? setting.NearDate(dice) : Setting.Text(setting.Near(dice));

    private string FeatureTest() => dice.Weighted(
        (8, () => $"{feature.Count()} {dice.Pick(Words.Comparisons)} {dice.Between(0, 4)}"),
        (14, () => $"{feature.Count()} {dice.Pick(">=", "==", "<", ">")} {dice.Between(1, 3)}"),
        (2, () => $"{feature.Count()} between {dice.Between(0, 2)} and {dice.Between(2, 4)}"),
        (14, () => $"{feature.Number()} {dice.Pick(Words.Comparisons)} {dice.Pick(Words.Numbers)}"),
        (4, () => $"{feature.Number()} {dice.Pick(Words.Comparisons)} {feature.Number()}"),
        (3, () => $"{feature.Count()} {dice.Pick(Words.Comparisons)} {feature.Count()}"),
        (4, () => $"{feature.Number()} {dice.Pick("+", "-", "*", "/")} {feature.Number()} {dice.Pick(Words.Comparisons)} {dice.Pick(Words.Numbers)}"),
        (2, () => $"{feature.Number()} / {feature.Count()} {dice.Pick(Words.Comparisons)} {dice.Pick("trait.score", "0.5", "2")}"),
        (3, () => $"{feature.Instant()} {dice.Pick(Words.Comparisons)} {Moment()}"),
        (3, () => $"{feature.Instant()} {dice.Pick(Words.Comparisons)} {feature.Instant()}"),
        (2, () => $"{feature.Instant()} {dice.Pick(Words.Comparisons)} trait.signup"),
        (1, () => $"{dice.Pick("month", "hour")}({feature.Instant()}) {dice.Pick("<=", "==", "!=")} {dice.Between(1, 12)}"),
        (1, () => $"weekday({feature.Instant()}) {dice.Pick("<=", "==", "!=")} {dice.Between(1, 7)}"),
        (2, () => $"has({dice.Pick(feature.Instant(), feature.Number(), feature.Anything())})"),
        (6, () => $"{feature.Anything()} {dice.Pick(Words.Comparisons)} {dice.Pick("\"sport\"", "5", "\"5\"", "\"Paris\"", "trait.city", "trait.score")}"),
        (2, () => $"{feature.Anything()} in [\"sport\", \"travel\", 5, true]"),
        (1, () => $"{feature.Anything()} contains \"s\""),
        (1, () => $"{feature.Anything()} in trait.interests"));

    private string SinceTest()
    {
        string instant = dice.Pick(feature.Instant(), feature.Instant(), "trait.signup", feature.Moment());
        return dice.Weighted(
            (10, () => $"since({instant}) {dice.Pick(Words.Comparisons)} {Duration()}"),
            (2, () => $"{Duration()} {dice.Pick(Words.Comparisons)} since({instant})"),
            (3, () => $"since({instant}) between {Duration()} and {Duration()}"));
    }

    private string TraitTest() => dice.Weighted(
        (6, () => $"trait.{dice.Pick("city", "address.city")} {dice.Pick(Words.Comparisons)} \"{dice.Pick(Words.Cities)}\""),
        (5, () => $"trait.{dice.Pick("score", "level", "address.zip")} {dice.Pick(Words.Comparisons)} {dice.Pick(Words.Numbers)}"),
        (2, () => $"trait.score {dice.Pick(Words.Comparisons)} trait.level"),
        (2, () => $"trait.score {dice.Pick("+", "-", "*", "/")} trait.level {dice.Pick(Words.Comparisons)} {dice.Pick(Words.Numbers)}"),
        (2, () => $"trait.score between 1 and {dice.Pick(Words.Numbers)}"),
        (2, () => $"trait.city {dice.Pick("contains", "startsWith", "endsWith")} \"{dice.Pick("P", "is", "é", "")}\""),
        (1, () => $"trait.city matches \"{dice.Pick("^P", "s$", "^$", "[0-9]+")}\""),
        (2, () => "trait.city in [\"Paris\", \"Lyon\", 12]"),
        (2, () => $"\"{dice.Pick(Words.Categories)}\" in trait.interests"),
        (2, () => $"has(trait.{dice.Pick("city", "interests", "address", "address.zip", "consent", "none")})"),
        (3, () => $"trait.{dice.Pick("vip", "city", "none")}"),
        (3, () => "consent.email"),
        (1, () => $"trait.vip {dice.Pick("==", "!=")} {dice.Pick("true", "false", "7")}"),
        (2, () => $"trait.signup {dice.Pick(Words.Comparisons)} {Moment()}"),
        (1, () => $"trait.birth_date {dice.Pick(Words.Comparisons)} {Moment()}"),
        (1, () => $"month(trait.signup) {dice.Pick("==", "!=")} {dice.Between(1, 12)}"));

    private string AgeTest() => dice.Weighted(
        (4, () => $"age(trait.birth_date) {dice.Pick(Words.Comparisons)} {dice.Pick("0", "1", "18", "24", "25", "35")}"),
        (3, () => $"age(trait.birth_date) between {dice.Pick("0", "18", "25")} and {dice.Pick("25", "35")}"),
        (1, () => "has(age(trait.birth_date))"),
        (1, () => $"age({dice.Pick("trait.signup", feature.Moment())}) {dice.Pick("==", ">=")} {dice.Between(0, 1)}"));

    /// <summary>Days and hours only where a case is short: each of them is a candidate.</summary>
    private string SeasonTest()
    {
        const long DayMs = 86_400_000;
        return dice.Weighted(
            (3, () => $"month(now) {dice.Pick("==", "!=", "<=")} {dice.Between(1, 12)}"),
            (2, () => "month(now) == month(trait.birth_date)"),
            (setting.LongestMs < 40 * DayMs ? 3 : 0, () => $"weekday(now) {dice.Pick("==", ">=")} {dice.Between(1, 7)}"),
            (setting.LongestMs < 2 * DayMs ? 3 : 0, () => $"hour(now) {dice.Pick("==", ">=")} {dice.Between(0, 23)}"));
    }

    private string ContactTest()
    {
        string contacts = $"contacts({dice.Pick("\"email\"", "\"sms\"", "")}{feature.Window()})".Replace("( ", "(", StringComparison.Ordinal);
        return $"{contacts} {dice.Pick(Words.Comparisons)} {dice.Between(0, 2)}";
    }

    private string TableTest()
    {
        string key = dice.Pick("trait.city", "trait.city", "last(\"Order Completed\".category)", "\"Paris\"");
        return dice.Weighted(
            (3, () => $"table.weather({key}).state {dice.Pick("==", "!=")} \"{dice.Pick("snow", "rain")}\""),
            (3, () => $"table.weather({key}).air.degrees {dice.Pick("<", ">=")} {dice.Pick("0", "10", "trait.score")}"),
            (1, () => $"has(table.weather({key}).state)"),
            (1, () => $"table.shops({key}).open"));
    }

    private string SequenceTest()
    {
        string Step() => dice.Pick(Words.Selectors) + (dice.Chance(15) ? " where n >= 2" : "");
        string Within() => dice.Chance(60) ? $" within {Duration()}" : "";
        string text = Step();
        if (dice.Chance(25)) text += $" then no {Step()}";
        if (dice.Chance(50) || text.Contains(" no ", StringComparison.Ordinal)) text += $" then {Step()}{Within()}";
        if (dice.Chance(50)) text += $" then no {Step()}{Within()}";
        return $"sequence({text}{feature.Window()})";
    }

    private string MemberTest()
    {
        string segment = dice.Pick(segments);
        return dice.Weighted(
            (5, () => $"member(\"{segment}\")"),
            (5, () => $"member(\"{segment}\" for {Duration()})"),
            (5, () => $"was_member(\"{segment}\" in {Duration()})"),
            (2, () => $"was_member(\"{segment}\")"));
    }
}
