using Microsoft.AspNetCore.Builder;

namespace Actors.Api.OpenApi;

/// <summary>One working request for every call that takes a body.</summary>
internal static class Examples
{
    private const string Json = "application/json";

    public static readonly RequestExample Track = new(Json,
        """
        {"userId":"ada","event":"Order Completed","messageId":"order-1001","timestamp":"2026-11-21T10:00:00.000Z",
         "properties":{"order_id":"1001","total":59.90,"currency":"EUR",
          "products":[{"sku":"TENT-2","category":"sport","price":59.90,"quantity":1}]}}
        """);

    public static readonly RequestExample Page = new(Json,
        """{"userId":"ada","name":"Home","properties":{"url":"https://shop.example/"}}""");

    public static readonly RequestExample Screen = new(Json,
        """{"userId":"ada","name":"Basket","properties":{"items":2}}""");

    public static readonly RequestExample Identify = new(Json,
        """{"userId":"ada","traits":{"city":"Paris","birth_date":"1990-05-17","interests":["travel","sport"]}}""");

    public static readonly RequestExample Group = new(Json,
        """{"userId":"ada","groupId":"acme","traits":{"plan":"pro"}}""");

    public static readonly RequestExample Alias = new(Json, """{"previousId":"anon-17","userId":"ada"}""");

    public static readonly RequestExample Batch = new(Json,
        """
        {"sentAt":"2026-11-21T10:00:01.000Z","context":{"library":{"name":"curl"}},"batch":[
          {"type":"identify","userId":"ada","traits":{"city":"Paris"}},
          {"type":"track","userId":"ada","event":"Product Viewed","properties":{"product_id":"TENT-2"}}]}
        """);

    public static readonly RequestExample CloudEvent = new("application/cloudevents+json",
        """
        {"specversion":"1.0","id":"1002","source":"/shop","type":"Order Completed","subject":"ada",
         "time":"2026-11-21T10:05:00Z","datacontenttype":"application/json","data":{"order_id":"1002","total":12.50}}
        """);

    public static readonly RequestExample Segment = new(Json,
        """{"name":"Recent buyers","when":"count(\"Order Completed\" in 30d) >= 1"}""");

    public static readonly RequestExample Rule = new(Json,
        """{"when":"count(\"Order Completed\" in 30d) >= 1 and trait.city == \"Lyon\""}""");

    public static readonly RequestExample Segmentation = new(Json,
        """
        {"name":"Lifecycle","map":{"nameFr":"Cycle de vie"},"segments":[
          {"key":"active","name":"Active","map":{"nameFr":"Actifs"},"when":"count(\"Order Completed\" in 90d) >= 1"},
          {"key":"lost","name":"Lost","when":"count(\"Order Completed\") >= 1"},
          {"key":"prospect","name":"Prospect","otherwise":true}]}
        """);

    public static readonly RequestExample Catalog = new("application/yaml",
        """
        timeZone: Europe/Paris
        currency: EUR
        segments:
          - key: recent-buyers
            name: Recent buyers
            when: count("Order Completed" in 30d) >= 1
        segmentations:
          - key: lifecycle
            name: Lifecycle
            segments:
              - { key: active, when: 'count("Order Completed" in 90d) >= 1' }
              - { key: lost, when: 'count("Order Completed") >= 1' }
              - { key: prospect, otherwise: true }
        """);

    public static readonly RequestExample Table = new(Json,
        """{"normandy":{"state":"rain","degrees":11},"alps":{"state":"snow","degrees":-4}}""");

    public static readonly RequestExample Template = new(Json, """{"key":"stage","language":"fr"}""");

    public static readonly RequestExample Preview = new(Json,
        """{"when":"count(\"Order Completed\" in 90d) >= 1 and spend() >= 100"}""");

    public static readonly RequestExample Rollback = new(Json, """{"version":1}""");

    public static readonly RequestExample Contact = new(Json, """{"channel":"email","campaign":"spring"}""");

    public static readonly RequestExample Key = new(Json, """{"name":"web shop","role":"write"}""");

    public static readonly RequestExample Time = new(Json, """{"to":"2030-01-01T00:00:00.000Z"}""");

    /// <summary>Shows the example in the documentation of the endpoint.</summary>
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder endpoint, RequestExample example) =>
        endpoint.WithMetadata(example);
}
