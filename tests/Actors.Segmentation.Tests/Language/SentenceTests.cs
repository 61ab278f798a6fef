using Actors.Segmentation.Language.Printing;
using Actors.Segmentation.Language.Speaking;
using Actors.Segmentation.Language.Tree;

namespace Actors.Segmentation.Tests.Language;

public class SentenceTests
{
    [Theory]
    [InlineData("""count("Order Completed" in 90d) >= 1""",
        "“Order Completed” happened at least once in the last 90 days", "« Order Completed » a eu lieu au moins une fois au cours des 90 derniers jours")]
    [InlineData("""count("Order Completed" in 24h) > 2""",
        "“Order Completed” happened at least 3 times in the last 24 hours", "« Order Completed » a eu lieu au moins 3 fois au cours des 24 dernières heures")]
    [InlineData("""count("Email Opened" in 1mo) == 0""",
        "“Email Opened” did not happen in the last month", "« Email Opened » n’a pas eu lieu au cours du dernier mois")]
    [InlineData("""count("A") != 2""", "“A” did not happen exactly 2 times", "« A » n’a pas eu lieu exactement 2 fois")]
    [InlineData("""count(any in 30d) == 0""", "no event happened in the last 30 days", "aucun événement n’a eu lieu au cours des 30 derniers jours")]
    [InlineData("""count(any) >= 1""", "an event of any kind happened at least once", "un événement quelconque a eu lieu au moins une fois")]
    [InlineData("""count(any) > count("A")""", "the number of events is more than the number of “A”", "le nombre d’événements est supérieur au nombre de « A »")]
    [InlineData("""count("Products Searched" where query contains "shoes" in 6mo..4mo) >= 1""",
        "“Products Searched” (where “query” contains “shoes”) happened at least once between 6 months and 4 months ago",
        "« Products Searched » (où « query » contient « shoes ») a eu lieu au moins une fois, il y a entre 4 mois et 6 mois")]
    [InlineData("""count("A" between 2026-11-20 and 2026-12-01) >= 1""",
        "“A” happened at least once from 20 November 2026 to 1 December 2026", "« A » a eu lieu au moins une fois du 20 novembre 2026 au 1er décembre 2026")]
    [InlineData("""count("A" since 2026-01-01) >= 1""",
        "“A” happened at least once since 1 January 2026", "« A » a eu lieu au moins une fois depuis le 1er janvier 2026")]
    [InlineData("""since(first("Order Completed")) < 30d""",
        "less than 30 days have passed since the first “Order Completed”", "moins de 30 jours se sont écoulés depuis le premier « Order Completed »")]
    [InlineData("""since(last(any)) > 1h""", "more than 1 hour has passed since the latest event", "plus d’une heure s’est écoulée depuis le dernier événement")]
    [InlineData("""since(trait.signup) between 1d and 2w""",
        "between 1 day and 2 weeks have passed since the trait “signup”", "entre un jour et 2 semaines se sont écoulés depuis l’attribut « signup »")]
    [InlineData("""since(last("A")) between 1h and 2w""",
        "between 1 hour and 2 weeks have passed since the latest “A”", "entre une heure et 2 semaines se sont écoulées depuis le dernier « A »")]
    [InlineData("""since(last("A")) != 1d""", "a time other than 1 day has passed since the latest “A”", "une durée autre qu’un jour s’est écoulée depuis le dernier « A »")]
    [InlineData("""last("A") > 2026-01-01""", "the latest “A” is after 1 January 2026", "le dernier « A » est postérieur au 1er janvier 2026")]
    [InlineData("""trait.signup <= 2026-01-02T08:30:00Z""",
        "the trait “signup” is not after 2 January 2026, 08:30 UTC", "l’attribut « signup » n’est pas postérieur au 2 janvier 2026 à 08:30 UTC")]
    [InlineData("""first("A") < "2026-01-02" """, "the first “A” is before 2 January 2026", "le premier « A » est antérieur au 2 janvier 2026")]
    [InlineData("""age(trait.birth_date) between 25 and 35""", "the age is between 25 and 35", "l’âge est compris entre 25 et 35")]
    [InlineData("""age(trait.birth_date) >= 18""", "the age is at least 18", "l’âge est d’au moins 18")]
    [InlineData("""avg("A".n) < 12345.5""", "the average of “n” of “A” is less than 12,345.5", "la moyenne de « n » de « A » est inférieure à 12\u202F345,5")]
    [InlineData("""sum("A".n) == sum("B".n)""", "the total of “n” of “A” is the total of “n” of “B”", "le total de « n » de « A » est égal au total de « n » de « B »")]
    [InlineData("""trait.city == "Paris" and not (consent.email)""",
        "the trait “city” is “Paris”, and there is no consent to “email”",
        "l’attribut « city » est « Paris », et il n’y a pas de consentement pour « email »")]
    [InlineData("""not (trait.city == "Paris")""", "it is not so that the trait “city” is “Paris”", "il n’est pas vrai que l’attribut « city » est « Paris »")]
    [InlineData("""not (count(any) >= 1)""", "it is not so that an event of any kind happened at least once", "il n’est pas vrai qu’un événement quelconque a eu lieu au moins une fois")]
    [InlineData("""not has(trait.a) or not member("b")""",
        "the trait “a” is not known, or the customer is not in the segment “b”", "l’attribut « a » n’est pas renseigné, ou le client n’est pas dans le segment « b »")]
    [InlineData("""trait.city in ["a", "b", "c"]""", "the trait “city” is “a”, “b” or “c”", "l’attribut « city » est « a », « b » ou « c »")]
    [InlineData("""spend(in 1y) >= 99.5 or member("vip")""",
        "the amount spent in the last year is at least 99.5, or the customer is in the segment “vip”",
        "le montant dépensé au cours de la dernière année est d’au moins 99,5, ou le client est dans le segment « vip »")]
    [InlineData("""sequence("Product Added" then no "Order Completed" within 1h in 7d)""",
        "in this order: “Product Added”, then no “Order Completed” for 1 hour (the first of them in the last 7 days)",
        "dans cet ordre : « Product Added », puis pas de « Order Completed » pendant une heure (le premier au cours des 7 derniers jours)")]
    [InlineData("""sequence("A" then "B" within 1d)""", "in this order: “A”, then “B” within 1 day", "dans cet ordre : « A », puis « B » en moins d’un jour")]
    [InlineData("""month(now) in [11, 12]""", "the current month is November or December", "le mois en cours est novembre ou décembre")]
    [InlineData("""weekday(last("A")) == 7 and hour(last("A")) between 9 and 17""",
        "the weekday of the latest “A” is Sunday, and the hour of the latest “A” is between 9 and 17",
        "le jour de la semaine du dernier « A » est dimanche, et l’heure du dernier « A » est comprise entre 9 et 17")]
    [InlineData("""at least 2 of (trait.a, trait.b)""",
        "at least 2 of these hold: the trait “a” is true; the trait “b” is true",
        "au moins 2 de ces conditions sont vraies : l’attribut « a » est vrai ; l’attribut « b » est vrai")]
    [InlineData("""table.weather(trait.region).state == "snow" """,
        "“state” in the table “weather” for the trait “region” is “snow”", "« state » dans la table « weather » pour l’attribut « region » est « snow »")]
    [InlineData("""contacts("email" in 7d) < 2""",
        "the number of contacts by “email” in the last 7 days is less than 2", "le nombre de contacts par « email » au cours des 7 derniers jours est inférieur à 2")]
    public void A_rule_is_said_in_plain_words(string rule, string english, string french)
    {
        Sentence said = Sentence.OfRule(rule).ShouldNotBeNull();
        said.En.ShouldBe(english);
        // Written here with plain spaces beside the marks, which the next test looks at.
        Plain(said.Fr).ShouldBe(Plain(french));
    }

    [Theory]
    [InlineData("""trait.city == "a : b ; c'd" """, "l’attribut «\u00A0city\u00A0» est «\u00A0a : b ; c'd\u00A0»")]
    [InlineData("""sequence("A" then "B")""", "dans cet ordre\u00A0: «\u00A0A\u00A0», puis «\u00A0B\u00A0»")]
    [InlineData("""spend() > 1234567""", "le montant dépensé est supérieur à 1\u202F234\u202F567")]
    [InlineData("""at least 1 of (trait.a, trait.b)""",
        "au moins une de ces conditions est vraie\u00A0: l’attribut «\u00A0a\u00A0» est vrai\u202F; l’attribut «\u00A0b\u00A0» est vrai")]
    public void French_marks_stay_with_their_words_and_what_is_quoted_stays_as_it_was_written(string rule, string french) =>
        Sentence.OfRule(rule)!.Fr.ShouldBe(french);

    private static string Plain(string french) => french.Replace('\u00A0', ' ').Replace('\u202F', ' ');

    [Fact]
    public void Every_form_of_the_language_can_be_said_and_different_rules_say_different_things()
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        var printed = new HashSet<string>(StringComparer.Ordinal);
        for (int seed = 0; seed < 3_000; seed++)
        {
            Condition condition = new RandomTree(seed).Definition();
            Sentence sentence = Sentence.Of(condition);
            sentence.En.ShouldNotBeNullOrWhiteSpace();
            sentence.Fr.ShouldNotBe(sentence.En, Printer.Print(condition));
            sentence.En.ShouldNotContain("Actors.Segmentation");
            foreach (string broken in (string[])[" de le ", " à le ", " de un ", " que il ", " que un ", " que au"]) sentence.Fr.ShouldNotContain(broken);
            said.Add(sentence.En);
            printed.Add(Printer.Print(condition));
        }
        // A few are alike in words: a number and the text of it, an escaped name and a plain one.
        said.Count.ShouldBeGreaterThan(printed.Count * 19 / 20);
    }
}
