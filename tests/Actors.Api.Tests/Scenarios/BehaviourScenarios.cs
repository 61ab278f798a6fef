namespace Actors.Api.Tests.Scenarios;

/// <summary>What customers do, and what they leave undone.</summary>
public sealed class BehaviourScenarios
{
    [Fact]
    public async Task Scenario_5_newsletter_readers_and_those_who_opened_nothing_while_mails_were_sent()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: upsell
                when: count("Email Delivered" in 90d) >= 3 and count("Email Opened" in 90d) / count("Email Delivered" in 90d) >= 1
              - key: incentive
                when: count("Email Delivered" in 90d) >= 3 and count("Email Opened" in 90d) == 0
            """);
        foreach (string day in (string[])["2025-01-01", "2025-01-15", "2025-02-01"])
        {
            await shop.Does("reader", day, "Email Delivered");
            await shop.Does("reader", day + "T13:00:00", "Email Opened");
            await shop.Does("sleeper", day + "T14:00:00", "Email Delivered");
        }
        (await shop.SegmentsOf("reader")).ShouldBe(["upsell"]);
        (await shop.SegmentsOf("sleeper")).ShouldBe(["incentive"]);
        await shop.Does("sleeper", "2025-02-02", "Email Opened");
        (await shop.SegmentsOf("sleeper")).ShouldBeEmpty();
        await shop.MoveTo("2025-04-01T12:00:00");
        (await shop.SegmentsOf("reader")).ShouldBeEmpty("three mails in 90 days no more");
        (await shop.Feed("reader")).ShouldBe(["entered >upsell event 2025-02-01T13:00:00", "exited upsell> clock 2025-04-01T12:00:00"]);
        (await shop.Feed("sleeper")).ShouldBe(["entered >incentive event 2025-02-01T14:00:00", "exited incentive> event 2025-02-02T12:00:00"]);
    }

    [Fact]
    public async Task Scenario_7_who_viewed_certain_styles_within_a_certain_time()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: style-574
                when: distinct("Product Viewed".sku where brand == "New Balance" and style in ["574", "990"] in 14d) >= 2
            """);
        await shop.Does("lea", "2025-05-01", "Product Viewed", """{"brand":"New Balance","style":"574","sku":"574-GRY"}""");
        await shop.Does("lea", "2025-05-03", "Product Viewed", """{"brand":"New Balance","style":"574","sku":"574-GRY"}""");
        await shop.Does("lea", "2025-05-04", "Product Viewed", """{"brand":"New Balance","style":"327","sku":"327-RED"}""");
        (await shop.SegmentsOf("lea")).ShouldBeEmpty("one style only");
        await shop.Does("lea", "2025-05-10", "Product Viewed", """{"brand":"New Balance","style":"990","sku":"990-NVY"}""");
        await shop.MoveTo("2025-06-30");
        (await shop.Feed("lea")).ShouldBe(
            ["entered >style-574 event 2025-05-10T12:00:00", "exited style-574> clock 2025-05-17T12:00:00"]);
    }

    [Fact]
    public async Task Scenario_8_an_abandoned_basket_falls_due_by_the_clock_and_buying_ends_it_at_once()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: abandoned
                when: sequence("Product Added" then no "Order Completed" within 1h in 7d)
            """);
        await shop.Does("zoe", "2025-05-01T12:00:00", "Product Added");
        await shop.Does("zoe", "2025-05-01T12:40:00", "Product Added");
        await shop.MoveTo("2025-05-01T13:39:59");
        (await shop.SegmentsOf("zoe")).ShouldBeEmpty("adding again starts the hour afresh");
        await shop.MoveTo("2025-05-01T13:40:00");
        (await shop.SegmentsOf("zoe")).ShouldBe(["abandoned"]);
        await shop.Does("zoe", "2025-05-01T15:00:00", "Order Completed");
        (await shop.SegmentsOf("zoe")).ShouldBeEmpty();
        await shop.Does("zoe", "2025-05-02T09:00:00", "Product Added");
        await shop.MoveTo("2025-06-01");
        (await shop.Feed("zoe")).ShouldBe(
        [
            "entered >abandoned clock 2025-05-01T13:40:00",
            "exited abandoned> event 2025-05-01T15:00:00",
            "entered >abandoned clock 2025-05-02T10:00:00",
            "exited abandoned> clock 2025-05-09T09:00:00",
        ]);
    }

    [Fact]
    public async Task Scenario_16_technology_by_the_context_of_events()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: old-app
                when: last("Screen Viewed".context.app.version) startsWith "1."
              - key: iphone-safari
                when: count(page where context.device.type == "ios" and context.browser.name == "Safari" in 30d) >= 1
            """);
        await shop.Looks("screen", "ana", "2025-05-01", """ "name":"Home","context":{"app":{"version":"1.9.2"}}""");
        await shop.Looks("page", "ana", "2025-05-02", """ "name":"Shop","context":{"device":{"type":"ios"},"browser":{"name":"Safari"}}""");
        (await shop.SegmentsOf("ana")).ShouldBe(["iphone-safari", "old-app"]);
        await shop.Looks("screen", "ana", "2025-05-03", """ "name":"Home","context":{"app":{"version":"2.0.0"}}""");
        await shop.MoveTo("2025-06-30");
        (await shop.Feed("ana")).ShouldBe(
        [
            "entered >old-app event 2025-05-01T12:00:00",
            "entered >iphone-safari event 2025-05-02T12:00:00",
            "exited old-app> event 2025-05-03T12:00:00",
            "exited iphone-safari> clock 2025-06-01T12:00:00",
        ]);
    }

    [Fact]
    public async Task Scenario_18_frustration_is_three_rage_clicks_or_errors_in_five_minutes()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segments:
              - key: frustrated
                when: count("Rage Clicked" in 5m) + count("Error Shown" where status >= 500 in 5m) >= 3
            """);
        await shop.Does("bob", "2025-05-01T10:00:00", "Rage Clicked");
        await shop.Does("bob", "2025-05-01T10:02:00", "Error Shown", """{"status":503}""");
        await shop.Does("bob", "2025-05-01T10:03:00", "Error Shown", """{"status":404}""");
        (await shop.SegmentsOf("bob")).ShouldBeEmpty();
        await shop.Does("bob", "2025-05-01T10:04:59", "Rage Clicked");
        (await shop.SegmentsOf("bob")).ShouldBe(["frustrated"]);
        await shop.MoveTo("2025-05-01T11:00:00");
        (await shop.Feed("bob")).ShouldBe(
            ["entered >frustrated event 2025-05-01T10:04:59", "exited frustrated> clock 2025-05-01T10:05:00"]);
    }

    [Fact]
    public async Task Scenario_19_sentiment_a_reviews_score_moves_the_customer()
    {
        await using ScenarioShop shop = await ScenarioShop.Open(
            """
            segmentations:
              - key: mood
                segments:
                  - { key: unhappy, when: 'last("Review Scored".score) < -0.2' }
                  - { key: happy, when: 'avg("Review Scored".score in 1y) > 0.3' }
                  - { key: neutral, otherwise: true }
            """);
        await shop.Does("mia", "2025-05-01", "Review Scored", """{"score":0.9}""");
        await shop.Does("mia", "2025-05-02", "Review Scored", """{"score":-0.7}""");
        await shop.Does("mia", "2025-05-03", "Review Scored", """{"score":0.75}""");
        await shop.Does("mia", "2025-05-04", "Review Scored", """{"score":0.5}""");
        await shop.MoveTo("2026-06-30");
        (await shop.Feed("mia")).ShouldBe(
        [
            "entered >mood/happy event 2025-05-01T12:00:00",
            "moved mood/happy>mood/unhappy event 2025-05-02T12:00:00",
            "moved mood/unhappy>mood/happy event 2025-05-03T12:00:00",
            "moved mood/happy>mood/neutral clock 2026-05-01T12:00:00",
            "moved mood/neutral>mood/happy clock 2026-05-02T12:00:00",
            "moved mood/happy>mood/neutral clock 2026-05-04T12:00:00",
        ]);
    }
}
