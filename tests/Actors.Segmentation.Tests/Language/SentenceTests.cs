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
        "“Email Opened” did not happen in the last month", "« Email Opened » n'a pas eu lieu au cours du dernier mois")]
    [InlineData("""count("Products Searched" where query contains "shoes" in 6mo..4mo) >= 1""",
        "“Products Searched” (where “query” contains “shoes”) happened at least once between 6 months and 4 months ago",
        "« Products Searched » (où « query » contient « shoes ») a eu lieu au moins une fois, il y a entre 4 mois et 6 mois")]
    [InlineData("""since(first("Order Completed")) < 30d""",
        "less than 30 days have passed since the first “Order Completed”", "moins de 30 jours se sont écoulés depuis le premier « Order Completed »")]
    [InlineData("""age(trait.birth_date) between 25 and 35""", "the age is between 25 and 35", "l'âge est compris entre 25 et 35")]
    [InlineData("""trait.city == "Paris" and not (consent.email)""",
        "the trait “city” is “Paris”, and it is not so that there is consent to “email”",
        "l'attribut « city » est « Paris », et il n'est pas vrai qu'il y a consentement pour « email »")]
    [InlineData("""spend(in 1y) >= 99.5 or member("vip")""",
        "either the amount spent in the last year is at least 99.5, or the customer is in the segment “vip”",
        "soit le montant dépensé au cours de la dernière année est au moins 99,5, soit le client est dans le segment « vip »")]
    [InlineData("""sequence("Product Added" then no "Order Completed" within 1h in 7d)""",
        "in this order: “Product Added”, then no “Order Completed” within 1 hour (the first of them in the last 7 days)",
        "dans cet ordre : « Product Added », puis pas de « Order Completed » en 1 heure (le premier au cours des 7 derniers jours)")]
    [InlineData("""month(now) in [11, 12]""", "the month now is one of 11, 12", "le mois en cours est parmi 11, 12")]
    [InlineData("""table.weather(trait.region).state == "snow" """,
        "“state” in the table “weather” for the trait “region” is “snow”", "« state » dans la table « weather » pour l'attribut « region » est « snow »")]
    [InlineData("""contacts("email" in 7d) < 2""",
        "the number of contacts by “email” in the last 7 days is less than 2", "le nombre de contacts par « email » au cours des 7 derniers jours est inférieur à 2")]
    public void A_rule_is_said_in_plain_words(string rule, string english, string french)
    {
        Sentence said = Sentence.OfRule(rule)!;
        said.En.ShouldBe(english);
        // Written here with plain spaces, which the next test looks at.
        said.Fr.Replace('\u00A0', ' ').Replace('\u202F', ' ').ShouldBe(french);
    }

    [Theory]
    [InlineData("""trait.city == "a : b ; c" """, "l'attribut «\u00A0city\u00A0» est «\u00A0a : b ; c\u00A0»")]
    [InlineData("""sequence("A" then "B")""", "dans cet ordre\u00A0: «\u00A0A\u00A0», puis «\u00A0B\u00A0»")]
    [InlineData("""at least 1 of (trait.a, trait.b)""",
        "au moins 1 de ces conditions sont vraies\u00A0: l'attribut «\u00A0a\u00A0» est vrai\u202F; l'attribut «\u00A0b\u00A0» est vrai")]
    public void French_marks_stay_with_their_words_and_what_is_quoted_stays_as_it_was_written(string rule, string french) =>
        Sentence.OfRule(rule)!.Fr.ShouldBe(french);

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
            said.Add(sentence.En);
            printed.Add(Printer.Print(condition));
        }
        // A few are alike in words: a number and the text of it, an escaped name and a plain one.
        said.Count.ShouldBeGreaterThan(printed.Count * 19 / 20);
    }
}
