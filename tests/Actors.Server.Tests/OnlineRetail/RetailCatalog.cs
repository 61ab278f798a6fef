namespace Actors.Server.Tests.OnlineRetail;

/// <summary>The definitions the file is replayed with.</summary>
internal static class RetailCatalog
{
    public const string Text = """
        timeZone: Europe/London
        currency: GBP
        segmentations:
          - key: lifecycle
            name: Lifecycle
            segments:
              - { key: new, when: 'count("Order Completed") == 1 and since(first("Order Completed")) < 30d' }
              - { key: active, when: 'count("Order Completed" in 90d) >= 1' }
              - { key: at-risk, when: 'count("Order Completed" in 180d) >= 1' }
              - { key: lost, when: 'count("Order Completed") >= 1' }
              - { key: prospect, otherwise: true }
          # Recency 13.8/33/72/180 whole days, frequency 1/2/3/6 orders: the fixed cuts of the reference.
          - key: rfm
            name: Recency and frequency
            segments:
              - { key: none, when: 'count("Order Completed") == 0' }
              - { key: champions, when: 'since(last("Order Completed")) < 14d and count("Order Completed") > 3' }
              - { key: new, when: 'since(last("Order Completed")) < 14d and count("Order Completed") == 1' }
              - { key: promising, when: 'since(last("Order Completed")) < 34d and count("Order Completed") == 1' }
              - { key: potential-loyalist, when: 'since(last("Order Completed")) < 34d and count("Order Completed") <= 3' }
              - { key: loyal, when: 'since(last("Order Completed")) < 73d and count("Order Completed") > 3' }
              - { key: need-attention, when: 'since(last("Order Completed")) < 73d and count("Order Completed") == 3' }
              - { key: about-to-sleep, when: 'since(last("Order Completed")) < 73d' }
              - { key: cant-lose, when: 'count("Order Completed") > 6' }
              - { key: at-risk, when: 'count("Order Completed") > 2' }
              - { key: hibernating, otherwise: true }
        """;
}
