namespace Actors.Segmentation.Tests.Deciding;

public class TraitTests
{
    private static bool Holds(string when, string traits) => new Trial(when).Identify("2026-06-15T10:00:00", traits).IsIn("s");

    [Theory]
    [InlineData("""trait.city == "Paris" """, true)]
    [InlineData("""trait.city != "Lyon" """, true)]
    [InlineData("""trait.nothing != "Lyon" """, false)]
    [InlineData("""not (trait.nothing == "Lyon")""", true)]
    [InlineData("""trait.score != "7" """, false)]
    [InlineData("""trait.score >= 7 and trait.score <= 7 and trait.score between 7 and 8 and not (trait.score < 7)""", true)]
    [InlineData("""trait.city in ["Lyon", "Paris"] and trait.score in [1, 7]""", true)]
    [InlineData(""" "travel" in trait.interests and 3 in trait.interests and not ("3" in trait.interests)""", true)]
    [InlineData("""trait.city contains "ari" and trait.city startsWith "Pa" and trait.city endsWith "is" """, true)]
    [InlineData("""trait.city matches "^P.r" and trait.city matches "s$" and not (trait.city matches "^aris")""", true)]
    [InlineData("""has(trait.empty) and has(trait.list) and not (has(trait.gone)) and not (has(trait.huge))""", true)]
    [InlineData("""trait.address.geo.lat > 48.85""", true)]
    [InlineData("""trait.vip and not (trait.score) and consent.email""", true)]
    [InlineData("""trait.city < "Pb" and trait.city > "P" """, true)]
    [InlineData("""at least 2 of (trait.vip, trait.city == "Lyon", trait.score == 7)""", true)]
    [InlineData("""trait.signup == 2026-01-31 and trait.signup < 2026-02-01 and trait.signup <= 2026-01-31""", true)]
    [InlineData("""trait.at == 2026-01-31 and trait.at > 2026-01-30 and not (trait.at > 2026-01-31) and trait.at > 2026-01-31T10:00:00Z""", true)]
    [InlineData("""month(trait.at) == 1 and hour(trait.at) == 12""", true)]
    public void Traits_compare_by_type(string when, bool holds) => Holds(when, """
        {"city":"Paris","score":7,"interests":["travel",3],"empty":"","list":[],"gone":null,"huge":1e300,
         "address":{"geo":{"lat":48.8566}},"vip":true,"consent":{"email":true},"signup":"2026-01-31","at":"2026-01-31T12:00:00+01:00"}
        """).ShouldBe(holds);

    [Fact]
    public void Texts_are_ordered_by_utf16_code_units() =>
        Holds("""trait.a < trait.b""", """{"a":"\ud83d\ude00","b":"\uffee"}""").ShouldBeTrue();

    [Fact]
    public void The_greatest_stamp_wins_key_by_key()
    {
        Trial trial = new Trial("""trait.a == "new" and trait.b == "old" """)
            .Identify("2026-01-02", """{"a":"new"}""")
            .Identify("2026-01-01", """{"a":"old","b":"old"}""", received: "2026-01-03");
        trial.IsIn("s").ShouldBeTrue();
        Trial.Json(trial.Reader.Traits).ShouldBe("""{"a":"new","b":"old"}""");
    }

    [Fact]
    public void Of_equal_stamps_the_later_in_the_log_wins() =>
        new Trial("""trait.a == 2""").Identify("2026-01-02", """{"a":1}""").Identify("2026-01-02", """{"a":2}""").IsIn("s").ShouldBeTrue();

    [Theory]
    [InlineData("app", "web", "web")]
    [InlineData("web", "app", "web")]
    public void Of_equal_instants_the_greater_source_wins(string first, string second, string wins)
    {
        Trial trial = new($"trait.from == \"{wins}\"");
        for (int i = 1; i <= 2; i++)
        {
            string source = i == 1 ? first : second;
            Segmentation.Records.Record record = Trial.Make(
                i, Segmentation.Records.RecordKind.Identify, "", 1000, 2000, $$"""{"traits":{"from":"{{source}}"} }""");
            trial.Apply(record with { Source = System.Text.Encoding.UTF8.GetBytes(source) });
        }
        trial.IsIn("s").ShouldBeTrue();
    }

    [Fact]
    public void A_null_deletes_and_older_late_values_stay_deleted()
    {
        Trial trial = new Trial("has(trait.a)").Identify("2026-01-01", """{"a":1,"b":1}""").Identify("2026-01-05", """{"a":null}""");
        trial.IsIn("s").ShouldBeFalse();
        trial.Identify("2026-01-03", """{"a":2}""", received: "2026-01-06").IsIn("s").ShouldBeFalse();
        trial.Identify("2026-01-07", """{"a":3}""").IsIn("s").ShouldBeTrue();
        Trial.Json(trial.Reader.Traits).ShouldBe("""{"b":1,"a":3}""");
    }

    [Fact]
    public void Objects_are_replaced_whole()
    {
        Trial trial = new Trial("has(trait.o.a)").Identify("2026-01-01", """{"o":{"a":1,"b":2}}""");
        trial.IsIn("s").ShouldBeTrue();
        trial.Identify("2026-01-02", """{"o":{"b":3}}""").IsIn("s").ShouldBeFalse();
    }

    [Fact]
    public void Traits_beyond_the_bound_are_left_out_key_by_key()
    {
        Trial trial = new("has(trait.small)");
        for (int i = 0; i < 3; i++) trial.Identify("2026-01-01", $$"""{"big{{i}}":"{{new string('x', 30_000)}}"}""");
        trial.Identify("2026-01-02", """{"small":1}""").IsIn("s").ShouldBeTrue();
        Trial.Json(trial.Reader.Traits).ShouldNotContain("big2");
    }

    [Theory]
    [InlineData("2000-06-16", "25", "2026-06-15T22:00:00")]
    [InlineData("2000-06-16T23:30:00-11:00", "25", "2026-06-15T22:00:00")]
    [InlineData("2004-02-29", "22", "2027-02-28T23:00:00")]
    public void Age_changes_at_local_midnight_of_the_birthday(string born, string age, string next)
    {
        Trial trial = new Trial($"age(trait.birth_date) <= {age}").Identify("2026-06-15T10:00:00", $$"""{"birth_date":"{{born}}"}""");
        trial.Advance("2030-01-01").Story().ShouldBe(["2026-06-15T10:00:00 event ->s", $"{next} clock s>-"]);
    }

    [Theory]
    [InlineData("2030-01-01")]
    [InlineData("1990-02-30")]
    [InlineData("yesterday")]
    public void A_birth_date_in_the_future_or_unreadable_is_missing(string born) =>
        Holds("age(trait.birth_date) >= 0 or age(trait.birth_date) < 200", $$"""{"birth_date":"{{born}}"}""").ShouldBeFalse();
}
