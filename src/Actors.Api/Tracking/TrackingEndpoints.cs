using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.OpenApi;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.ObjectPool;

namespace Actors.Api.Tracking;

/// <summary><c>/v1/*</c>: the public HTTP tracking API, as existing client libraries speak it.</summary>
internal sealed class TrackingEndpoints(
    WriteKeys keys,
    AccessFollower follower,
    ItemSender sender,
    IngestCounters counters,
    IShopClock clock,
    ObjectPool<BatchParser> parsers,
    ActorsApiOptions options)
{
    public const string CorsPolicy = "tracking";

    public void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder v1 = app.MapGroup("/v1").WithTags("Events in");
        if (options.TrackingOrigins.Count > 0)
        {
            v1.RequireCors(CorsPolicy);
        }
        (string Path, CallKind Kind, string Summary, RequestExample Example)[] calls =
        [
            ("track", CallKind.Track, "Something the customer did", Examples.Track),
            ("page", CallKind.Page, "A page was seen: the event \"Page Viewed\"", Examples.Page),
            ("screen", CallKind.Screen, "A screen was seen: the event \"Screen Viewed\"", Examples.Screen),
            ("identify", CallKind.Identify, "Traits of a customer", Examples.Identify),
            ("group", CallKind.Group, "The customer belongs to an account", Examples.Group),
            ("alias", CallKind.Alias, "Another id of the same customer", Examples.Alias),
            ("batch", CallKind.Batch, "Many calls at once", Examples.Batch),
        ];
        foreach ((string path, CallKind kind, string summary, RequestExample example) in calls)
        {
            v1.MapPost(path, (Delegate)((HttpContext context) => Handle(context, kind))).WithSummary(summary)
                .WithName(path).WithExample(example)
                .Produces<IngestAnswer>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(413)
                .ProducesProblem(429).ProducesProblem(503);
        }
    }

    private async Task Handle(HttpContext context, CallKind kind)
    {
        BatchParser parser = parsers.Get();
        bool batch = kind == CallKind.Batch;
        try
        {
            CheckContentType(context.Request);
            using (RequestBody body = await RequestBody.Read(context, TrackingLimits.BytesMax(batch)))
            {
                Parse(parser, body.Bytes, kind);
            }
            AccessKey key = Find(context.Request, parser)
                ?? (await follower.LookAgain(context.RequestAborted) ? Find(context.Request, parser) : null)
                ?? throw Unauthenticated(context);
            if (sender.Throttled(key) is { } throttled)
            {
                throw throttled;
            }
            await sender.Send(context, parser.Items, key, single: !batch);
        }
        catch (ApiException)
        {
            counters.CountRejectedRequest();
            parsers.Return(parser);
            throw;
        }
        // Not after an exception of the engine, which might still hold the parser's memory.
        parsers.Return(parser);
    }

    private AccessKey? Find(HttpRequest request, BatchParser parser) => keys.Find(request, parser.Items.Bytes(parser.Items.WriteKey));

    private void Parse(BatchParser parser, ReadOnlySpan<byte> body, CallKind kind)
    {
        try
        {
            parser.Read(body, kind, TrackingLimits.LatestTimestampMs(clock));
        }
        catch (Exception exception) when (BodyProblem.IsOne(exception))
        {
            throw BodyProblem.Of(exception);
        }
    }

    // Trackers in browsers send text/plain, which spares them a preflight request; some libraries leave their HTTP
    // client's default on a compressed body. What counts is that the body is JSON.
    private static void CheckContentType(HttpRequest request)
    {
        string type = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        bool plain = type is "" or "application/json" or "text/plain"
            or "application/x-www-form-urlencoded" or "application/octet-stream";
        if (!plain && !request.HasJsonContentType())
        {
            throw new ApiException(415, "A JSON body is expected: Content-Type: application/json.");
        }
    }

    private static ApiException Unauthenticated(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"write key\"";
        return new ApiException(
            401, "A valid write key is needed: as Basic user, as Bearer token, or as writeKey in the body.");
    }
}
