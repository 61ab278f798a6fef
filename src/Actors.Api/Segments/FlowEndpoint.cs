using Actors.Api.Access;
using Actors.Api.Changes;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Segments;

/// <summary><c>GET /api/flows</c>: how many customers moved from where to where.</summary>
internal static class FlowEndpoint
{
    private const int StepsMax = 1_000;
    private static readonly TimeSpan SpanMax = TimeSpan.FromDays(36_525);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/flows", Flows)
        .WithTags("Segments").RequireAuthorization(Policies.Viewer)
        .WithSummary("The from → to matrix of a segmentation over any period, by steps").Produces<FlowReport>();

    private static async Task<IResult> Flows(
        HttpContext context, ICatalogs catalogs, ISegments segments, IShopClock clock, SegmentNames names)
    {
        IQueryCollection query = context.Request.Query;
        string key = query.Text("segmentation") ?? throw ApiException.Query("segmentation", "is missing");
        Unit unit = catalogs.Current.Units.FirstOrDefault(u => u.Key == key)
            ?? throw ApiException.Query("segmentation", "there is no such segmentation");
        long toMs = query.InstantMs("to") ?? clock.NowMs;
        long fromMs = query.InstantMs("from") ?? toMs - (long)TimeSpan.FromDays(1).TotalMilliseconds;
        if (fromMs >= toMs)
        {
            throw ApiException.Query("from", "must be before to");
        }
        long stepMs = (long)query.Duration("step", TimeSpan.FromMilliseconds(toMs - fromMs), SpanMax).TotalMilliseconds;
        if (stepMs <= 0 || (toMs - fromMs) / stepMs >= StepsMax)
        {
            throw ApiException.Query("step", $"at most {StepsMax} steps fit into an answer");
        }
        IReadOnlyList<FlowStep> steps = await segments.Flows(unit.Id, fromMs, toMs, stepMs, context.RequestAborted);
        return TypedResults.Json(
            new FlowReport(key, new(fromMs), new(toMs), [.. steps.Select(s => Step(s, names))], null),
            ApiJson.Default.FlowReport);
    }

    private static FlowStepReport Step(FlowStep step, SegmentNames names) => new(
        new(step.FromMs), new(step.ToMs), [.. step.Flows.Select(
            f => new FlowCount(names.Of(f.From), names.Of(f.To), f.Count))]);
}

/// <summary>A matrix of moves, step by step.</summary>
internal sealed record FlowReport(
    string Segmentation, Instant From, Instant To, IReadOnlyList<FlowStepReport> Items, string? Next);

/// <summary>One step: [from, to), by the moves' own instants.</summary>
internal sealed record FlowStepReport(Instant From, Instant To, IReadOnlyList<FlowCount> Flows);

/// <summary>Customers who moved.</summary>
/// <param name="From">Null: they came into being.</param>
/// <param name="To">Null: they were erased, or left an overlapping segment.</param>
internal sealed record FlowCount(string? From, string? To, long Count);
