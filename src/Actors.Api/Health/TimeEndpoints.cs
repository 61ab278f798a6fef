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

/// <summary>
/// <c>POST /api/time:advance</c> moves virtual time; <c>POST /api/time:confirm</c> lets real time go on after a jump.
/// </summary>
internal static class TimeEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder time = app.MapGroup("").WithTags("Time").RequireAuthorization(Policies.Admin);
        time.MapPost("/api/time:advance", Advance)
            .WithSummary("Moves virtual time on; answers when all that fell due is applied")
            .Accepts<TimeBody>("application/json").WithExample(Examples.Time).Produces<TimeReport>().ProducesProblem(409);
        time.MapPost("/api/time:confirm", Confirm)
            .WithSummary("Takes the wall clock as it is now for right, after a jump that stopped events; harmless otherwise")
            .Produces<TimeReport>().ProducesProblem(409);
    }

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
        return Told(clock);
    }

    private static IResult Confirm(IShopClock clock)
    {
        if (clock.IsVirtual)
        {
            return Problem.Of(409, "This server runs in the data's own time, which no wall clock can disturb.");
        }
        clock.Confirm();
        return Told(clock);
    }

    private static IResult Told(IShopClock clock) =>
        TypedResults.Json(new TimeReport(new(clock.NowMs), clock.IsVirtual), ApiJson.Default.TimeReport);
}

/// <summary>Where to move time.</summary>
internal sealed record TimeBody(Instant? To);

/// <summary>The server's time.</summary>
internal sealed record TimeReport(Instant Now, bool Virtual);
