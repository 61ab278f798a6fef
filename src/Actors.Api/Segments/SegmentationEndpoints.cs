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

/// <summary><c>/api/segmentations</c>.</summary>
internal static class SegmentationEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder all = app.MapGroup("/api/segmentations").WithTags("Segments")
            .RequireAuthorization(Policies.Viewer);
        all.MapGet("", All).WithSummary("All segmentations with their segments' statistics")
            .Produces<SegmentationList>();
        all.MapGet("{key}", One).WithSummary("A segmentation").Produces<SegmentationReport>().ProducesProblem(404);
        all.MapPut("{key}", Put).RequireAuthorization(Policies.Editor)
            .WithSummary("Defines a segmentation; answers once it is live")
            .Accepts<SegmentationBody>("application/json").WithExample(Examples.Segmentation)
            .Produces<SegmentationReport>().Produces<SegmentationReport>(201).ProducesProblem(412).ProducesProblem(422);
        all.MapDelete("{key}", Delete).RequireAuthorization(Policies.Editor)
            .WithSummary("Deletes a segmentation to which nothing refers").Produces(204).ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static async Task<IResult> All(SegmentReports reports) =>
        TypedResults.Json(new SegmentationList(await reports.Segmentations(), null), ApiJson.Default.SegmentationList);

    private static Task<IResult> One(string key, HttpContext context, SegmentReports reports, ICatalogs catalogs) =>
        Answer(context, reports, catalogs, key, 200);

    private static async Task<IResult> Put(
        string key, HttpContext context, DefinitionChanges changes, SegmentReports reports, ICatalogs catalogs)
    {
        SegmentationBody body = await JsonBody.Read(context, ApiJson.Default.SegmentationBody);
        IReadOnlyList<CaseBody?> cases = body.Segments
            ?? throw JsonBody.Malformed("/segments", "a list of segments is expected");
        DefinitionChange change = await changes.Put(context.Request, new SegmentationDefinition(
            key, DefinitionAnswer.NameOf(body.Name, key), [.. cases.Select(Case)], body.Description,
            body.Map is { } names ? new MapHint(NameFr: names.NameFr, NameEn: names.NameEn) : null));
        return await Answer(context, reports, catalogs, key, change.Created ? 201 : 200, change.Warnings);
    }

    private static CaseDefinition Case(CaseBody? segment, int place) => segment is { Key.Length: > 0 }
        ? new(segment.Key, segment.Name, segment.When, segment.Otherwise, segment.Color, segment.Map)
        : throw JsonBody.Malformed($"/segments/{place}/key", "a key is expected");

    private static async Task<IResult> Delete(string key, HttpContext context, DefinitionChanges changes)
    {
        await changes.DeleteSegmentation(context.Request, key);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Answer(
        HttpContext context, SegmentReports reports, ICatalogs catalogs, string key, int status,
        IReadOnlyList<ApiError>? warnings = null)
    {
        SegmentationDefinition? definition = catalogs.Current.Definition.Segmentations.FirstOrDefault(s => s.Key == key);
        string? tag = definition is null ? null : DefinitionChanges.TagOf(definition);
        SegmentationReport? report = await reports.Segmentation(key);
        return DefinitionAnswer.Of(
            context, tag, report is null ? null : report with { Warnings = warnings }, ApiJson.Default.SegmentationReport, status);
    }
}
