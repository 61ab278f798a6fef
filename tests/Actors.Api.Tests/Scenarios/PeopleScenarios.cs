using System.Text.Json.Nodes;
using Actors.Api.Tests.Hosting;

namespace Actors.Api.Tests.Scenarios;

/// <summary>Who a customer is, and what that makes of what is bought.</summary>
public sealed class PeopleScenarios
{
    [Fact]
    public async Task Scenario_1_a_woman_between_25_and_35_who_travels_and_buys_sport_in_season()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: sport-traveller
                name: Women 25–35 who travel and buy sport in season
                when: |
                  trait.gender == "female"
                  and age(trait.birth_date) between 25 and 35
                  and "travel" in trait.interests
                  and count("Order Completed" where any products (category == "sport") and month(timestamp) in [6, 7, 12, 1] in 2y) >= 2
            """);
        await shop.Is("ada", "2025-01-02", """{"gender":"female","birth_date":"1990-05-17","interests":["travel","cooking"]}""");
        await shop.Does("ada", "2025-01-10", "Order Completed", """{"products":[{"category":"home"},{"category":"sport"}]}""");
        await shop.MoveTo("2025-03-01");
        await shop.Does("ada", "2025-03-10", "Order Completed", """{"products":[{"category":"sport"}]}""");
        (await shop.SegmentsOf("ada")).ShouldBeEmpty("only one order was in season");
        await shop.MoveTo("2025-06-01");
        await shop.Does("ada", "2025-06-20", "Order Completed", """{"products":[{"category":"sport"}]}""");
        (await shop.SegmentsOf("ada")).ShouldBe(["sport-traveller"]);
        (await shop.LeavesAt("ada", "sport-traveller")).ShouldBe("2026-05-17T00:00:00.000Z", "her 36th birthday");
        await shop.MoveTo("2026-05-16T23:59:59");
        (await shop.SegmentsOf("ada")).ShouldBe(["sport-traveller"]);
        await shop.MoveTo("2026-05-17T00:00:00");
        (await shop.SegmentsOf("ada")).ShouldBeEmpty();
        (await shop.Feed("ada")).ShouldBe(
        [
            "entered >sport-traveller event 2025-06-20T12:00:00",
            "exited sport-traveller> clock 2026-05-17T00:00:00",
        ]);
    }

    [Fact]
    public async Task Scenario_2_anime_shoes_by_both_readings_of_the_last_4_to_6_months()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: last-half-year
                when: |
                  count("Order Completed" where any products (category in ["manga", "anime", "cosplay"])) >= 1
                  and age(trait.birth_date) between 20 and 30
                  and count("Products Searched" where query contains "shoes" in 6mo) >= 1
              - key: four-to-six-months-ago
                when: |
                  count("Order Completed" where any products (category in ["manga", "anime", "cosplay"])) >= 1
                  and age(trait.birth_date) between 20 and 30
                  and count("Products Searched" where query contains "shoes" in 6mo..4mo) >= 1
            """);
        await shop.Is("kim", "2025-01-01", """{"birth_date":"2000-03-01"}""");
        await shop.Does("kim", "2025-01-05", "Order Completed", """{"products":[{"category":"manga"}]}""");
        await shop.Does("kim", "2025-01-31", "Products Searched", """{"query":"anime shoes size 42"}""");
        (await shop.SegmentsOf("kim")).ShouldBe(["last-half-year"]);
        await shop.Does("old", "2025-01-31", "Products Searched", """{"query":"shoes"}""");
        JsonNode preview = await shop.Host.Send(HttpMethod.Post, "/api/segments:preview?wait=60s",
            """{"when":"count(\"Products Searched\" where query contains \"shoes\" in 6mo) >= 1 and age(trait.birth_date) between 20 and 30"}""").Json();
        preview["clauses"]!.AsArray().Select(clause => clause!.Text("count")).ShouldBe(["2", "1"], "after each narrowing");
        await shop.MoveTo("2025-12-31");
        (await shop.Feed("kim")).ShouldBe(
        [
            "entered >last-half-year event 2025-01-31T12:00:00",
            "entered >four-to-six-months-ago clock 2025-05-31T12:00:00",
            "exited last-half-year> clock 2025-07-31T12:00:00",
            "exited four-to-six-months-ago> clock 2025-07-31T12:00:00",
        ]);
    }

    [Fact]
    public async Task Scenario_3_single_then_married_as_the_basket_turns_from_luxury_to_family()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segmentations:
              - key: household
                segments:
                  - key: family
                    when: |
                      sum("Order Completed".products.price * products.quantity where products.category in ["kids", "family"] in 90d)
                      / sum("Order Completed".products.price * products.quantity in 90d) >= 0.5
                  - key: luxury
                    when: |
                      sum("Order Completed".products.price * products.quantity where products.category == "luxury" in 90d)
                      / sum("Order Completed".products.price * products.quantity in 90d) >= 0.5
                  - { key: mixed, otherwise: true }
            """);
        await shop.Does("max", "2025-01-10", "Order Completed", """{"products":[{"category":"luxury","price":900,"quantity":1}]}""");
        (await shop.SegmentsOf("max")).ShouldBe(["household/luxury"]);
        await shop.Does("max", "2025-02-10", "Order Completed", """{"products":[{"category":"kids","price":40,"quantity":3},{"category":"luxury","price":80,"quantity":1}]}""");
        (await shop.SegmentsOf("max")).ShouldBe(["household/luxury"], "120 of 1,100");
        await shop.MoveTo("2025-04-10T12:00:00");
        (await shop.SegmentsOf("max")).ShouldBe(["household/family"], "the watch of January has left the window: 120 of 200");
        await shop.MoveTo("2025-05-11T12:00:00");
        (await shop.Feed("max")).ShouldBe(
        [
            "entered >household/luxury event 2025-01-10T12:00:00",
            "moved household/luxury>household/family clock 2025-04-10T12:00:00",
            "moved household/family>household/mixed clock 2025-05-11T12:00:00",
        ]);
    }

    [Fact]
    public async Task Scenario_4_a_single_man_in_his_thirties_who_often_buys_gadgets_online()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: gadget-man
                when: |
                  trait.gender == "male" and trait.marital_status == "single"
                  and age(trait.birth_date) between 30 and 39
                  and "technology" in trait.interests
                  and count("Order Completed" where channel == "online" and any products (category == "gadgets") in 6mo) >= 3
                  and since(last("Product Viewed" where category == "gadgets" and launched >= 2025-01-01)) < 30d
            """);
        await shop.Is("tom", "2025-03-01", """{"gender":"male","marital_status":"single","birth_date":"1990-01-01","interests":["technology"]}""");
        foreach (string day in (string[])["2025-03-05", "2025-04-05", "2025-05-05"])
        {
            await shop.Does("tom", day, "Order Completed", """{"channel":"online","products":[{"category":"gadgets"}]}""");
        }
        await shop.Does("tom", "2025-05-06", "Product Viewed", """{"category":"gadgets","launched":"2024-11-30"}""");
        (await shop.SegmentsOf("tom")).ShouldBeEmpty("nothing new was looked at");
        await shop.Does("tom", "2025-05-07", "Product Viewed", """{"category":"gadgets","launched":"2025-04-30"}""");
        (await shop.SegmentsOf("tom")).ShouldBe(["gadget-man"]);
        await shop.Is("tom", "2025-05-20", """{"marital_status":"married"}""");
        await shop.Is("tom", "2025-05-21", """{"marital_status":"single"}""");
        await shop.MoveTo("2025-12-01");
        (await shop.Feed("tom")).ShouldBe(
        [
            "entered >gadget-man event 2025-05-07T12:00:00",
            "exited gadget-man> event 2025-05-20T12:00:00",
            "entered >gadget-man event 2025-05-21T12:00:00",
            "exited gadget-man> clock 2025-06-06T12:00:00",
        ]);
    }

    [Fact]
    public async Task Scenario_17_needs_and_values_declared_in_a_survey_with_their_source_and_date()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: ethical
                when: |
                  "fair-trade" in trait.survey.values and "gifts" in trait.survey.needs
                  and trait.survey.source == "spring-2025" and since(trait.survey.answered_at) < 1y
            """);
        await shop.Is("eve", "2025-04-02", """{"survey":{"source":"spring-2025","answered_at":"2025-04-01T08:00:00Z","needs":["gifts","comfort"],"values":["fair-trade"]}}""");
        (await shop.SegmentsOf("eve")).ShouldBe(["ethical"]);
        await shop.Is("eve", "2025-04-03", """{"city":"Lyon"}""");
        (await shop.SegmentsOf("eve")).ShouldBe(["ethical"], "other traits leave the survey alone");
        await shop.MoveTo("2026-06-01");
        (await shop.Feed("eve")).ShouldBe(["entered >ethical event 2025-04-02T12:00:00", "exited ethical> clock 2026-04-01T08:00:00"]);
    }
}
