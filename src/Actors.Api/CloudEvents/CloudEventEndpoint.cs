using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.OpenApi;
using Actors.Api.Tracking;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.CloudEvents;

/// <summary><c>POST /v1/events</c>: CloudEvents 1.0, structured or batched.</summary>
internal sealed class CloudEventEndpoint(WriteKeys keys, ItemSender sender, IngestCounters counters, IShopClock clock)
{
    private const string One = "application/cloudevents+json";
    private const string Many = "application/cloudevents-batch+json";

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/v1/events", (Delegate)Handle)
        .WithTags("Events in").WithName("events").WithSummary("CloudEvents 1.0 in JSON, one or a batch")
        .WithExample(Examples.CloudEvent).Produces<IngestAnswer>().ProducesProblem(400).ProducesProblem(401)
        .ProducesProblem(413).ProducesProblem(429);

    private async Task Handle(HttpContext context)
    {
        try
        {
            bool batch = IsBatch(context.Request);
            var parser = new CloudEventParser();
            using (RequestBody body = await RequestBody.Read(context, TrackingLimits.BytesMax(batch)))
            {
                Parse(parser, body.Bytes, batch);
            }
            AccessKey key = keys.Find(context.Request, default)
                ?? throw new ApiException(401, "A valid write key is needed: as Bearer token or as Basic user.");
            if (sender.Throttled(key) is { } throttled)
            {
                throw throttled;
            }
            await sender.Send(context, parser.Items, key, single: !batch);
        }
        catch (ApiException)
        {
            counters.CountRejectedRequest();
            throw;
        }
    }

    private void Parse(CloudEventParser parser, ReadOnlySpan<byte> body, bool batch)
    {
        try
        {
            parser.Read(body, batch, TrackingLimits.LatestTimestampMs(clock));
        }
        catch (Exception exception) when (BodyProblem.IsOne(exception))
        {
            throw BodyProblem.Of(exception);
        }
    }

    private static bool IsBatch(HttpRequest request)
    {
        string type = (request.ContentType ?? "").Split(';')[0].Trim();
        return type.Equals(Many, StringComparison.OrdinalIgnoreCase)
            || (type.Equals(One, StringComparison.OrdinalIgnoreCase)
                ? false
                : throw new ApiException(415, $"Content-Type {One} or {Many} is expected."));
    }
}
