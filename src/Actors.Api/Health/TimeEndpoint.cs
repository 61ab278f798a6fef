using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Api.Tracking;
using Actors.Engine.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Health;

/// <summary><c>POST /api/time:advance</c>: moves virtual time.</summary>
internal static class TimeEndpoint
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/api/time:advance", Advance)
        .WithTags("Time").RequireAuthorization(Policies.Admin)
        .WithSummary("Moves virtual time on; answers when all that fell due is applied")
        .Accepts<TimeBody>("application/json").WithExample(Examples.Time).Produces<TimeReport>().ProducesProblem(409);

    private static async Task<IResult> Advance(HttpContext context, IShopClock clock)
    {
        TimeBody body = await JsonBody.Read(context, ApiJson.Default.TimeBody);
        if (body.To is not { } to || to.UnixMs is < TrackingLimits.EarliestMs or >= TrackingLimits.LatestMs)
        {
            throw JsonBody.Malformed("/to", "an instant between the years 1970 and 2200 is expected");
        }
        if (!clock.IsVirtual)
        {
            return Problem.Of(409, "This server runs in real time, which nobody moves.");
        }
        if (to.UnixMs < clock.NowMs)
        {
            return Problem.Of(409, $"Time does not go back: it is {new Instant(clock.NowMs)}.");
        }
        await clock.AdvanceTo(to.UnixMs, context.RequestAborted);
        return TypedResults.Json(new TimeReport(new(clock.NowMs), true), ApiJson.Default.TimeReport);
    }
}

/// <summary>Where to move time.</summary>
internal sealed record TimeBody(Instant? To);

/// <summary>The server's time.</summary>
internal sealed record TimeReport(Instant Now, bool Virtual);
