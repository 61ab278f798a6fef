using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Json;
using Actors.Api.OpenApi;
using Actors.Engine.Services;
using Actors.Segmentation.Catalogs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Api.Previews;

/// <summary>Rules tried on everybody before they are saved: how many, who, and who just not.</summary>
internal static class PreviewEndpoints
{
    private static readonly TimeSpan WaitOtherwise = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder api = app.MapGroup("/api").WithTags("Segments").RequireAuthorization(Policies.Analyst);
        api.MapPost("segments:preview", Try).WithSummary("Tries a rule on everybody: an estimate first, then the exact count")
            .Accepts<PreviewBody>("application/json").WithExample(Examples.Preview).Produces<PreviewReport>().ProducesProblem(422);
        api.MapPost("segments/{key}:diff", CompareOne).WithSummary("What an edit of an overlapping segment would add and drop")
            .Accepts<PreviewBody>("application/json").WithExample(Examples.Preview).Produces<PreviewReport>().ProducesProblem(404).ProducesProblem(422);
        api.MapPost("segments/{segmentation}/{key}:diff", CompareCase).WithSummary("Who a rule would hold for, against who is in a segment of a segmentation")
            .Accepts<PreviewBody>("application/json").WithExample(Examples.Preview).Produces<PreviewReport>().ProducesProblem(404).ProducesProblem(422);
        api.MapGet("previews/{id}", Read).WithSummary("How far a preview is, and what it has found")
            .Produces<PreviewReport>().ProducesProblem(404);
        api.MapDelete("previews/{id}", Cancel).WithSummary("Gives a preview up").Produces(204).ProducesProblem(404);
    }

    private static Task<IResult> Try(HttpContext context, IPreviews previews) => Begin(context, previews, -1);

    private static Task<IResult> CompareOne(string key, HttpContext context, IPreviews previews, ICatalogs catalogs) =>
        Compare(key, context, previews, catalogs.Current);

    private static Task<IResult> CompareCase(string segmentation, string key, HttpContext context, IPreviews previews, ICatalogs catalogs) =>
        Compare($"{segmentation}/{key}", context, previews, catalogs.Current);

    private static Task<IResult> Compare(string address, HttpContext context, IPreviews previews, Catalog catalog) =>
        catalog.TryFind(address, out Segment? segment)
            ? Begin(context, previews, segment.Id)
            : throw new ApiException(404, $"There is no segment '{address}'.");

    private static async Task<IResult> Begin(HttpContext context, IPreviews previews, int segment)
    {
        PreviewBody body = await JsonBody.Read(context, ApiJson.Default.PreviewBody);
        string when = string.IsNullOrWhiteSpace(body.When) ? throw JsonBody.Malformed("/when", "a rule is expected") : body.When;
        (Preview? preview, IReadOnlyList<CatalogError> errors) = previews.Begin(when, segment);
        return preview is null
            ? throw new ApiException(422, "The rule cannot be used.", [.. errors.Select(Error)])
            : await Answer(context, preview);
    }

    private static Task<IResult> Read(string id, HttpContext context, IPreviews previews) =>
        Answer(context, Find(id, previews));

    private static IResult Cancel(string id, IPreviews previews)
    {
        Find(id, previews).Cancel();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Answer(HttpContext context, Preview preview)
    {
        TimeSpan wait = context.Request.Query.Duration("wait", WaitOtherwise, WaitMax);
        await Task.WhenAny(preview.Done, Task.Delay(wait, context.RequestAborted));
        return TypedResults.Json(PreviewReport.Of(preview), ApiJson.Default.PreviewReport);
    }

    private static Preview Find(string id, IPreviews previews) =>
        previews.Find(id) ?? throw new ApiException(404, "There is no such preview, or it is over since long.");

    internal static ApiError Error(CatalogError error) => new(
        error.Pointer, error.Detail, error.Line == 0 ? null : error.Line, error.Column == 0 ? null : error.Column);
}
