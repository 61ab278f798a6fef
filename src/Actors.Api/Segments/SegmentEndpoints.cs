using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Segments;

/// <summary><c>/api/segments</c>: overlapping segments are defined here; all segments are read here.</summary>
internal static class SegmentEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder segments = app.MapGroup("/api/segments").WithTags("Segments")
            .RequireAuthorization(Policies.Viewer);
        segments.MapGet("", All).WithSummary("All segments with their statistics, in the order of the catalog")
            .Produces<SegmentList>();
        segments.MapGet("{key}", One).WithSummary("An overlapping segment").Produces<SegmentReport>()
            .ProducesProblem(404);
        segments.MapGet("{segmentation}/{key}", OneOf).WithSummary("A segment of a segmentation")
            .Produces<SegmentReport>().ProducesProblem(404);
        segments.MapPut("{key}", Put).RequireAuthorization(Policies.Editor)
            .WithSummary("Defines an overlapping segment; answers once it is live")
            .Accepts<SegmentBody>("application/json").WithExample(Examples.Segment)
            .Produces<SegmentReport>().Produces<SegmentReport>(201).ProducesProblem(412).ProducesProblem(422);
        segments.MapDelete("{key}", Delete).RequireAuthorization(Policies.Editor)
            .WithSummary("Deletes an overlapping segment to which nothing refers").Produces(204).ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static async Task<IResult> All(SegmentReports reports) =>
        TypedResults.Json(new SegmentList(await reports.All(), null), ApiJson.Default.SegmentList);

    private static Task<IResult> One(string key, HttpContext context, SegmentReports reports, ICatalogs catalogs) =>
        Answer(context, reports, catalogs, key, 200);

    private static async Task<IResult> OneOf(string segmentation, string key, SegmentReports reports) =>
        await reports.One($"{segmentation}/{key}") is { } report
            ? TypedResults.Json(report, ApiJson.Default.SegmentReport)
            : Problem.Of(404, "There is no such segment.");

    private static async Task<IResult> Put(
        string key, HttpContext context, DefinitionChanges changes, SegmentReports reports, ICatalogs catalogs)
    {
        SegmentBody body = await JsonBody.Read(context, ApiJson.Default.SegmentBody);
        string when = string.IsNullOrWhiteSpace(body.When)
            ? throw JsonBody.Malformed("/when", "a rule is expected")
            : body.When;
        DefinitionChange change = await changes.Put(context.Request, new SegmentDefinition(
            key, DefinitionAnswer.NameOf(body.Name, key), when, body.Description, body.Color, body.Map));
        return await Answer(context, reports, catalogs, key, change.Created ? 201 : 200, change.Warnings);
    }

    private static async Task<IResult> Delete(string key, HttpContext context, DefinitionChanges changes)
    {
        await changes.DeleteSegment(context.Request, key);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Answer(
        HttpContext context, SegmentReports reports, ICatalogs catalogs, string key, int status,
        IReadOnlyList<ApiError>? warnings = null)
    {
        SegmentDefinition? definition = catalogs.Current.Definition.Segments.FirstOrDefault(s => s.Key == key);
        string? tag = definition is null ? null : DefinitionChanges.TagOf(definition);
        SegmentReport? report = await reports.One(key);
        return DefinitionAnswer.Of(context, tag, report is null ? null : report with { Warnings = warnings }, ApiJson.Default.SegmentReport, status);
    }
}
